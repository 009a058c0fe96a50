"""Split an address with several hosts (a primary and its standbys) into one address for each.

libpq also tries several hosts, but each for at least two seconds, so that one unresponsive host uses up the whole
deadline. Here they share one timeout (see ``pool``).
"""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg.conninfo import make_conninfo

_EACH = ("host", "hostaddr", "port")  # of which there may be one for each host
Said = Mapping[str, str | int]


def number(said: Said) -> int:
    """How many hosts an address names; 1 if it names none."""
    return max(1, *(len(_listed(said, name)) for name in _EACH[:2]))


def one_by_one(said: Said) -> tuple[str, ...]:
    """An address for each host, in their order. Raises psycopg.ProgrammingError when the lists do not match.

    Of several hosts the writable one is used, unless the address sets target_session_attrs.
    """
    count = number(said)
    lists = {name: each for name in _EACH if (each := _listed(said, name))}
    if any(len(each) not in (count, 1 if name == "port" else count) for name, each in lists.items()):
        raise psycopg.ProgrammingError("there are not as many hosts as addresses or ports")
    if count == 1:
        return (make_conninfo("", **said),)
    common = {"target_session_attrs": "read-write", **said}
    return tuple(
        make_conninfo("", **{**common, **{name: each[place % len(each)] for name, each in lists.items()}})
        for place in range(count)
    )


def _listed(said: Said, name: str) -> list[str]:
    value = str(said.get(name, ""))
    return value.split(",") if value else []
