"""Errors that people can act on: each text is a sentence that says what to do, each class has a code for programs.

``code`` is part of the JSON API and stays the same when sentences and class names change. Other rooms define errors of
their own below ``UserError``: ``ModelError``, ``Busy``, ``NotReady``, ``PasswordError`` and so on.
"""

from __future__ import annotations

from typing import ClassVar


class UserError(Exception):
    """The base of all errors whose text is meant for people. Raise a subclass."""

    code: ClassVar[str] = "error"


class Invalid(UserError):
    """A value that somebody typed, chose or uploaded cannot be used: a name, a zone, an alias, a file."""

    code = "invalid"


class SettingsError(UserError):
    """A setting has an impossible value; the text names the setting and the values that it may have."""

    code = "bad-settings"


class StoreError(UserError):
    """The base of what a store of programmes or vectors reports; raised itself only for what has no kind."""

    code = "store-error"


class NotFound(StoreError):
    """The base of what is not in the store."""

    code = "not-found"


class NoSuchConference(NotFound):
    """No conference has that slug."""

    code = "no-such-conference"


class NoSuchVersion(NotFound):
    """The conference has no version of that number."""

    code = "no-such-version"


class NoSuchSession(NotFound):
    """The programme has no session of that id."""

    code = "no-such-session"


class NothingPublished(NotFound):
    """No version is published yet, of one conference or of any."""

    code = "nothing-published"


class AlreadyExists(StoreError):
    """The name, file or conference that was to be created is there already."""

    code = "already-exists"


class Conflict(StoreError):
    """Somebody else published since the caller last looked; the text says who, what and when."""

    code = "conflict"


class Diverged(StoreError):
    """Two stores have different content under the same name, so that one cannot be copied over the other."""

    code = "diverged"


class Damaged(StoreError):
    """Stored content cannot be read, or differs from what was written."""

    code = "damaged"


class Unreadable(StoreError):
    """A conference is published and none of it can be shown. The text is for attendees; the log has the cause."""

    code = "unreadable"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The programme of {name} cannot be read at the moment. The organizers have been told. Try again later."
        )


class Unavailable(StoreError):
    """The store does not answer, or not in time. Its content is unharmed: try again."""

    code = "unavailable"


class Locked(StoreError):
    """Another process is changing the same conference: try again."""

    code = "locked"


class NotWritable(StoreError):
    """The store cannot be changed: a full disk, a missing permission, a read-only server."""

    code = "not-writable"


class Unsupported(StoreError):
    """The store or file was set up by another version of this program, or lacks something that this one needs."""

    code = "unsupported"
