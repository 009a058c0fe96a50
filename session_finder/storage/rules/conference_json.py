"""Convert a conference, except its slug, to JSON values and back."""

from __future__ import annotations

from session_finder.domain.errors import Invalid
from session_finder.domain.library import Conference
from session_finder.storage.rules.conference_fields import day_start_of, day_start_text
from session_finder.storage.rules.identity_fields import identity_of, identity_table


def tree_of(conference: Conference) -> dict[str, object]:
    """A conference without its slug as JSON values."""
    names = ("name", "timezone", "examples", "aliases", "hidden")
    tree: dict[str, object] = {name: getattr(conference, name) for name in names}
    return tree | {
        "day_starts": day_start_text(conference.day_starts),
        "identity": identity_table(conference.identity),
    }


def conference_of(slug: str, tree: object) -> Conference:
    """The conference of JSON values. Raises ValueError, TypeError or KeyError."""
    if not isinstance(tree, dict):
        raise TypeError("no table")
    examples = tuple(map(str, tree["examples"]))
    aliases = tuple((str(short), str(long)) for short, long in tree["aliases"])
    try:
        day_starts = day_start_of(str(tree.get("day_starts", "")))
        identity = identity_of(tree.get("identity", {}))
    except Invalid as error:
        raise ValueError(str(error)) from error
    name, timezone, hidden = str(tree["name"]), str(tree["timezone"]), tree["hidden"] is True
    return Conference(slug, name, timezone, examples, aliases, hidden, day_starts, identity)
