"""Word lists as data: TOML files in the folder ``vocabulary`` of the package that uses them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def load(package: str, name: str) -> Mapping[str, Any]:
    """Read ``vocabulary/NAME.toml`` of ``package``, once. The result is read-only: tables are mappings, lists tuples.

    Raises FileNotFoundError for a name that is not there and tomllib.TOMLDecodeError for a damaged file: either is a
    broken installation.
    """
    file = resources.files(package).joinpath("vocabulary", f"{name}.toml")
    content: Mapping[str, Any] = _read_only(tomllib.loads(file.read_text(encoding="utf-8")))
    return content


def words(content: object) -> tuple[str, ...]:
    """All texts of a table or list in the file's order, whatever languages and lists they stand in."""
    return tuple(_texts(content))


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
        return
    for part in content.values() if isinstance(content, Mapping) else content if isinstance(content, tuple) else ():
        yield from _texts(part)


def _read_only(content: object) -> Any:  # noqa: ANN401  whatever a TOML file holds
    if isinstance(content, dict):
        return MappingProxyType({key: _read_only(value) for key, value in content.items()})
    if isinstance(content, list):
        return tuple(map(_read_only, content))
    return content
