"""What a person may set, all from the environment, all with defaults that work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from session_finder import paths
from session_finder.domain.errors import SettingsError

PREFIX: Final = "SESSION_FINDER_"
_BACKENDS: Final = ("auto", "torch", "openvino")
_PRECISIONS: Final = ("auto", "float32", "bfloat16", "float16")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program; the README lists them."""

    model: str | None = None
    device: str = "auto"
    precision: str = "auto"
    backend: str = "auto"
    data: Path = field(default_factory=paths.default_data)
    cache: Path = field(default_factory=paths.default_cache)
    frame_ancestors: str = "'self'"
    cors: tuple[str, ...] = ()
    public_url: str = ""  # where visitors reach the pages, without a slash at its end; "" when nobody said
    rate: int = 0
    now: datetime | None = None  # the instant that the server takes for now: for tests and rehearsals
    database_url: str = field(default="", repr=False)  # programmes and vectors are kept there; it holds a password
    database_read_url: str = field(default="", repr=False)  # a replica of it, from which attendees are served
    in_memory: int = 100  # conferences whose finders are; the others' are made when somebody asks for them
    large: int = 200_000  # sessions; a larger programme's vectors are searched in the database, where there is one
    idle_hours: int = 8  # after which an organizer who did nothing is signed out

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the SESSION_FINDER_ variables; empty ones count as unset. Raises SettingsError."""

        def value(name: str, default: str) -> str:
            return environment.get(PREFIX + name, "").strip() or default

        known = {field.name.upper() for field in fields(cls)}
        strangers = sorted(
            name for name in environment if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in known
        )
        if strangers:
            names = ", ".join(PREFIX + name for name in sorted(known))
            raise SettingsError(f"{strangers[0]} is no setting. Settings are: {names}.")
        precision = value("PRECISION", "auto")
        if precision not in _PRECISIONS:
            raise SettingsError(f"{PREFIX}PRECISION is {precision!r}; it may be {', '.join(_PRECISIONS)}.")
        backend = value("BACKEND", "auto")
        if backend not in _BACKENDS:
            raise SettingsError(f"{PREFIX}BACKEND is {backend!r}; it may be {', '.join(_BACKENDS)}.")
        rate = value("RATE", "0")
        if not rate.isascii() or not rate.isdigit():
            raise SettingsError(f"{PREFIX}RATE is {rate!r}; it is a number of API calls a minute, 0 for no limit.")
        hours = value("IDLE_HOURS", "8")
        if not hours.isascii() or not hours.isdigit() or len(hours) > 3 or not 1 <= int(hours) <= 720:
            raise SettingsError(f"{PREFIX}IDLE_HOURS is {hours!r}; it is a number of hours from 1 to 720.")
        held = value("IN_MEMORY", "100")
        if not held.isascii() or not held.isdigit() or len(held) > 6 or not int(held):
            raise SettingsError(f"{PREFIX}IN_MEMORY is {held!r}; it is a number of conferences, 1 or more.")
        large = value("LARGE", "200000")
        if not large.isascii() or not large.isdigit() or len(large) > 9:
            raise SettingsError(f"{PREFIX}LARGE is {large!r}; it is a number of sessions, 0 or more.")
        ancestors = value("FRAME_ANCESTORS", "'self'")
        if any(mark in ancestors for mark in ";,\r\n"):
            raise SettingsError(f"{PREFIX}FRAME_ANCESTORS is {ancestors!r}; separate its addresses by spaces.")
        public = _public(value("PUBLIC_URL", ""))
        database, replica = (_address(name, value(name, "")) for name in ("DATABASE_URL", "DATABASE_READ_URL"))
        if replica and not database:
            raise SettingsError(
                f"{PREFIX}DATABASE_READ_URL is a replica to read from; set {PREFIX}DATABASE_URL too, for the changes."
            )
        now = _instant(value("NOW", ""))
        return cls(
            database_url=database,
            database_read_url=replica,
            in_memory=int(held),
            large=int(large),
            now=now,
            frame_ancestors=ancestors,
            public_url=public,
            cors=tuple(value("CORS", "").split()),
            rate=int(rate[:9]),
            idle_hours=int(hours),
            backend=backend,
            model=value("MODEL", "") or None,
            device=value("DEVICE", "auto"),
            precision=precision,
            data=_folder(value("DATA", "")) or paths.default_data(),
            cache=_folder(value("CACHE", "")) or paths.default_cache(),
        )


def _folder(said: str) -> Path | None:
    """The folder that somebody means, from where they stand; None for ""."""
    return Path(said).expanduser().absolute() if said else None


def _address(name: str, url: str) -> str:
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise SettingsError(
            f"{PREFIX}{name} is no address of PostgreSQL. It looks like postgresql://user:password@host:5432/name."
        )
    return url


def _public(url: str) -> str:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and url.isprintable()
    except ValueError:
        whole = False
    if url and (not whole or " " in url or "@" in parts.netloc or parts.query or parts.fragment):
        raise SettingsError(
            f"{PREFIX}PUBLIC_URL is {url!r}; it is the address of the pages: https://sessions.my-conference.org."
        )
    return url.rstrip("/")


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise SettingsError(f"{PREFIX}NOW is {text!r}; it is a time with its offset, 2027-05-11T10:10+01:00 for one.")
    return moment
