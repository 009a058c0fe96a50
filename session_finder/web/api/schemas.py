"""What the API's answers look like: the shapes that /api/openapi.json promises."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

VERSION = Field(description="changes when the programme does; the ETag's first part")


class SessionOut(BaseModel):
    """One session as an attendee may see it; empty text means that the programme does not say."""

    id: str
    title: str
    abstract: str
    speakers: list[str]
    track: str
    level: str
    format: str
    room: str
    start: str | None = Field(description="ISO 8601, with the offset when the programme's zone is known")
    end: str | None
    language: str
    tags: list[str]
    url: str


class MatchOut(SessionOut):
    """A session that was found, how close it is, and why."""

    score: float = Field(description="the model's score; compare it within one answer only")
    closeness: Literal["strong", "good", "weak", "far"] = Field(description='"far": not close, merely the nearest')
    evidence: str = Field(description="the sentence of the abstract that fits best")
    marked: list[list[int]] = Field(description="where in it the interest's words stand: start and end, in characters")
    also: list[str] = Field(description="ids of sessions that say the same, and so are no answers of their own")


class ReadOut(BaseModel):
    """What was read in an interest: its subject, days and times, and what it does not want."""

    subject: str = Field(description="what is searched for; empty where the interest says nothing but the rest")
    times: list[str] = Field(description="the words that were read as days and times")
    day: list[str] = Field(description="the days that they mean, as ISO dates; a filter, unless day was given")
    from_: str | None = Field(alias="from", description="a filter, unless from or to was given")
    to: str | None
    without: list[str] = Field(description="sessions that say one of these in any form are left out")


class SearchOut(BaseModel):
    """The answer to an interest, best first."""

    programme: str
    version: str = VERSION
    model: str
    interest: str = Field(description="the interest as it was understood")
    close: bool = Field(description="false: nothing is close, and the sessions are merely the nearest")
    language: str = Field(description="the interest's language, in English, when the model does not read it")
    sessions: list[MatchOut]
    outside: MatchOut | None = Field(description="the best of the tracks that none of the sessions has")
    read: ReadOut | None = Field(None, description="of /search: what was read in the interest")


class ThereOut(BaseModel):
    """A session by its conference and its id."""

    programme: str = Field(description="the conference's slug")
    id: str


class FoundThereOut(MatchOut):
    """A session that was found in one of the conferences."""

    programme: str = Field(description="the slug of its conference")
    name: str = Field(description="the name of its conference")
    elsewhere: list[ThereOut] = Field(description="the same session in other conferences: no answers of their own")


class EverywhereOut(BaseModel):
    """What all conferences have for an interest, best first."""

    model: str
    interest: str = Field(description="the interest as it was understood")
    close: bool = Field(description="false: nothing is close, and the sessions are merely the nearest")
    language: str = Field(description="the interest's language, in English, when the model does not read it")
    conferences: int = Field(description="how many were searched")
    approximate: bool = Field(description="true: they were searched by an approximate index, which may miss a session")
    read: ReadOut | None = Field(None, description="what was read in the interest; each conference reads its own days")
    sessions: list[FoundThereOut]


class SimilarOut(BaseModel):
    """The sessions nearest to one, best first; neither itself nor a repeat of it."""

    programme: str
    version: str = VERSION
    model: str
    sessions: list[MatchOut]


class ProgrammeOut(BaseModel):
    """A conference that may be searched."""

    slug: str
    name: str
    timezone: str
    version: str = VERSION
    sessions: int


class ProgrammesOut(BaseModel):
    """All of them."""

    programmes: list[ProgrammeOut]


class HealthOut(BaseModel):
    """How far the start has come."""

    status: Literal["cold", "warming", "ready", "failed"]
    doing: str
    done: int
    total: int


class ErrorOut(BaseModel):
    """Why there is no answer."""

    detail: str = Field(description="a sentence for people, which may change")
    code: str = Field("", description='the kind of error for programs, which stays: "no-such-conference"')
