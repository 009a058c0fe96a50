"""The API's response schemas, as published in /api/openapi.json."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

VERSION = Field(description="changes with the programme; the first part of the ETag")


class SessionOut(BaseModel):
    """One session as attendees see it. Empty text means that the programme does not say."""

    id: str
    title: str
    abstract: str
    speakers: list[str]
    track: str
    level: str
    format: str
    room: str
    start: str | None = Field(description="ISO 8601, with an offset if the programme's time zone is known")
    end: str | None
    language: str
    tags: list[str]
    url: str
    code: str = Field(description="the number or code that the programme prints beside the title, if it is not the id")
    cancelled: bool = Field(False, description="whether it does not take place; it is no answer then")


class MatchOut(SessionOut):
    """A matching session, how close it is, and why."""

    score: float = Field(description="the model's score; comparable within one answer only")
    closeness: Literal["strong", "good", "weak", "far"] = Field(description='"far": not close, only the nearest')
    subject: str = Field(description="which of several subjects it was found for; empty where one was searched")
    evidence: str = Field(description="one or two sentences of the abstract that fit best, or the text that does")
    evidence_in: Literal["", "abstract", "title", "tags", "track", "speakers"] = Field(description="where it stands")
    marked: list[list[int]] = Field(description="the query's words in the evidence: start and end, in characters")
    near: list[list[int]] = Field(description="the words that are near in meaning to the query's, in the same way")
    also: list[str] = Field(description="ids of duplicate sessions, which are not listed separately")


class ReadPartOut(BaseModel):
    """A part of a query, and the filters that it was read as."""

    text: str
    start: int = Field(description="its place in the query, in characters")
    end: int
    facet: str = Field(description='the filter\'s name, "time" or "exclude"')
    filters: dict[str, list[str] | str | int]


class ReadOut(BaseModel):
    """What was read in a query: its subject, and filters; a filter parameter wins over what was read."""

    subject: str = Field(description="what is searched for; empty if the query has only filters")
    subjects: list[str] = Field(description="the parts of a subject that is a list, or the subject alone")
    times: list[str] = Field(description="the words that were read as days, times and lengths")
    day: list[str] = Field(description="the days that they mean, as ISO dates")
    track: list[str]
    level: list[str]
    room: list[str]
    format: list[str]
    language: list[str]
    tag: list[str]
    speaker: list[str]
    employer: list[str]
    code: list[str]
    from_: str | None = Field(alias="from", description="sessions that start then or later")
    to: str | None = Field(description="sessions that end then or earlier")
    at: str | None = Field(description="sessions that run then")
    longer: int | None = Field(description="minutes that sessions last at least")
    shorter: int | None = Field(description="minutes that sessions last at most")
    without: list[str] = Field(description="exclusions: sessions that mention one of these in any form are left out")
    parts: list[ReadPartOut] = Field(description="where in the query the filters stand")
    offered: list[ReadPartOut] = Field(description="parts of the subject that may be meant as filters; not applied")


class SearchOut(BaseModel):
    """The answer to a query, best first."""

    programme: str
    version: str = VERSION
    model: str
    interest: str = Field(description="the query as it was understood")
    close: bool = Field(description="false: nothing is close, and the sessions are only the nearest")
    language: str = Field(
        description="the query's language (English name) if the model does not support it, else empty"
    )
    listed: int | None = Field(
        description="for a query without a subject: how many sessions pass its filters, in time order; else null"
    )
    missing: list[str] = Field(description="where several subjects were found: those without a close session")
    sessions: list[MatchOut]
    outside: MatchOut | None = Field(description="the best session from tracks that are not among the sessions")
    read: ReadOut | None = Field(None, description="/search only: what was parsed from the query")


class SessionReferenceOut(BaseModel):
    """A reference to a session by conference and id."""

    programme: str = Field(description="the conference's slug")
    id: str


class FederatedMatchOut(MatchOut):
    """A matching session with its conference."""

    programme: str = Field(description="the slug of its conference")
    name: str = Field(description="the name of its conference")
    elsewhere: list[SessionReferenceOut] = Field(description="repeats in other conferences, not listed separately")


class EverywhereOut(BaseModel):
    """The answer to a query across all conferences, best first."""

    model: str
    interest: str = Field(description="the query as it was understood")
    close: bool = Field(description="false: nothing is close, and the sessions are only the nearest")
    language: str = Field(
        description="the query's language (English name) if the model does not support it, else empty"
    )
    conferences: int = Field(description="how many were searched")
    approximate: bool = Field(description="true: searched with an approximate index, which may miss a session")
    read: ReadOut | None = Field(None, description="what was parsed from the query; days depend on each conference")
    sessions: list[FederatedMatchOut]


class SimilarOut(BaseModel):
    """The sessions most similar to one, best first, without itself and its repeats."""

    programme: str
    version: str = VERSION
    model: str
    sessions: list[MatchOut]


class ProgrammeOut(BaseModel):
    """A conference that can be searched."""

    slug: str
    name: str
    timezone: str
    version: str = VERSION
    sessions: int


class ProgrammesOut(BaseModel):
    """All searchable conferences."""

    programmes: list[ProgrammeOut]


class HealthOut(BaseModel):
    """The progress of the start."""

    status: Literal["cold", "warming", "ready", "failed"]
    doing: str
    done: int
    total: int
    ready: int = Field(description="how many processes behind this port are ready")
    workers: int = Field(description="how many processes there are")


class ErrorOut(BaseModel):
    """Why there is no answer."""

    detail: str = Field(description="a sentence for people, which may change")
    code: str = Field("", description='the kind of error for programs, which stays: "no-such-conference"')
