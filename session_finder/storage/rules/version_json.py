"""Convert a version's description to JSON values and back."""

from __future__ import annotations

from session_finder.domain.library import Version
from session_finder.storage.rules import audit


def version_of(tree: object, number: int, published: bool, current: bool) -> Version:
    """The version of JSON values. Raises ValueError, TypeError or KeyError."""
    if not isinstance(tree, dict):
        raise TypeError("no version's description")
    names = ("who", "when", "source", "format", "summary")
    texts = [tree.get("digest", ""), *(tree[name] for name in names)]  # versions of older releases have no digest
    if not all(isinstance(text, str) for text in texts) or type(tree["sessions"]) is not int:
        raise ValueError("values of another kind")
    digest, who, when, source, form, summary = texts
    moment = audit.moment(when)
    return Version(number, digest, who, moment, source, form, summary, tree["sessions"], published, current)


def tree_of(version: Version) -> dict[str, object]:
    """A version as JSON values, without its published and current flags, which are stored elsewhere."""
    names = ("number", "digest", "who", "source", "format", "summary", "sessions")
    return {name: getattr(version, name) for name in names} | {"when": version.when.isoformat()}
