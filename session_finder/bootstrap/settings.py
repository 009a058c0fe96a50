"""What a person may set, all from the environment, all with defaults that work. docs/operators.md lists them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from session_finder import paths
from session_finder.domain.errors import SettingsError

PREFIX: Final = "SESSION_FINDER_"


def _folder(said: object) -> object:
    """An absolute path, relative ones from the current folder."""
    return Path(said).expanduser().absolute() if isinstance(said, str) else said


def _words(said: object) -> object:
    return tuple(said.split()) if isinstance(said, str) else said


def _one_line(said: str) -> str:
    if any(mark in said for mark in ";,\r\n"):
        raise ValueError("no single directive")
    return said


def _database(url: str) -> str:
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise ValueError("another scheme")
    return url


def _public(url: str) -> str:
    parts = urlsplit(url)
    whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and url.isprintable()
    if url and (not whole or " " in url or "@" in parts.netloc or parts.query or parts.fragment):
        raise ValueError("no address of pages")
    return url.rstrip("/")


def _instant(said: object) -> object:
    """Accept only a day, a time and an offset; pydantic would accept a bare number too."""
    if isinstance(said, str) and not (said[:4].isdigit() and "T" in said):
        raise ValueError("no instant")
    return said


def _whole(said: object) -> object:
    if isinstance(said, str) and not (said.isascii() and said.isdigit()):
        raise ValueError("no whole number")
    return said


# What a field's description says ends the sentence that refuses another value.
Folder = Annotated[Path, BeforeValidator(_folder), Field(description="it is a folder")]
Whole = Annotated[int, BeforeValidator(_whole)]
_DATABASE: Final = "it looks like postgresql://user:password@host:5432/name"
Database = Annotated[str, AfterValidator(_database), Field(description=_DATABASE, repr=False)]  # it holds a password


class Settings(BaseSettings):
    """Every setting of the program: SESSION_FINDER_ and the field's name. Arguments win over the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    model: str | None = None
    device: str = "auto"
    precision: Literal["auto", "float32", "bfloat16", "float16", "int8"] = Field(
        "auto", description="it may be auto, float32, bfloat16, float16, int8"
    )
    backend: Literal["auto", "torch", "openvino"] = Field("auto", description="it may be auto, torch, openvino")
    data: Folder = Field(default_factory=paths.default_data)
    cache: Folder = Field(default_factory=paths.default_cache)
    frame_ancestors: Annotated[
        str, AfterValidator(_one_line), Field(description="separate its addresses by spaces")
    ] = "'self'"
    cors: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = ()
    # Where visitors reach the pages, without a slash at its end; "" when nobody said.
    public_url: Annotated[
        str,
        AfterValidator(_public),
        Field(description="it is the address of the pages: https://sessions.my-conference.org"),
    ] = ""
    rate: Whole = Field(0, ge=0, le=10**9, description="it is a number of API calls a minute, 0 for no limit")
    # The instant that the server takes for now: for tests and rehearsals.
    now: Annotated[
        AwareDatetime | None,
        BeforeValidator(_instant),
        Field(description="it is a time with its offset, 2027-05-11T10:10+01:00 for one"),
    ] = None
    database_url: Database = ""  # programmes and vectors are kept there
    database_read_url: Database = ""  # a replica of it, from which attendees are served
    # Conferences whose finders are in memory; the others' are made when somebody asks for them.
    in_memory: Whole = Field(100, ge=1, le=999_999, description="it is a number of conferences, 1 or more")
    # Sessions; a larger programme's vectors are searched in the database, where there is one.
    large: Whole = Field(200_000, ge=0, le=10**9 - 1, description="it is a number of sessions, 0 or more")
    idle_hours: Whole = Field(8, ge=1, le=720, description="it is a number of hours from 1 to 720")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the SESSION_FINDER_ variables; blank ones count as unset. Raises SettingsError."""
        environment = os.environ if environment is None else environment
        said = {
            name.removeprefix(PREFIX): value.strip() for name, value in environment.items() if name.startswith(PREFIX)
        }
        known = {name.upper() for name in cls.model_fields}
        strangers = sorted(said.keys() - known)
        if strangers:
            names = ", ".join(PREFIX + name for name in sorted(known))
            raise SettingsError(f"{PREFIX}{strangers[0]} is no setting. Settings are: {names}.")
        try:
            found = cls.model_validate({name.lower(): value for name, value in said.items() if value})
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from None
        if found.database_read_url and not found.database_url:
            raise SettingsError(
                f"{PREFIX}DATABASE_READ_URL is a replica to read from; set {PREFIX}DATABASE_URL too, for the changes."
            )
        return found


def _sentence(error: ValidationError) -> str:
    """The fault of the first invalid setting. Passwords are not repeated."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    field = Settings.model_fields[name]
    if field.repr:
        return f"{PREFIX}{name.upper()} is {first['input']!r}; {field.description}."
    return f"{PREFIX}{name.upper()} is no address of PostgreSQL; {field.description}."
