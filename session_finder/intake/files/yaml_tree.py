"""Parse YAML into a tree like that of JSON. Scalars stay text, so that 09:30 is no number and "no" is not False."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from session_finder.intake.files.parsing import MAX_DEPTH, too_deep
from session_finder.intake.model.problems import Problem

_MAX_NODES: Final = 500_000  # values, lists and objects, with aliases counted as often as they are used
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
# The first line that is neither empty nor a comment: a document mark, an item, or a key.
_FIRST = re.compile(r"(?:[ \t\r]*+(?:#[^\n]*+)?\n)*+(?:---(?=\s)|%YAML\b|-(?=\s)|[\w\"'][\w \"'.-]{0,60}:(?=\s))")
_SURE = re.compile(r"(?:[ \t\r]*+(?:#[^\n]*+)?\n)*+(?:%YAML\b|---[ \t]*\n|-\s+[\w\"'][\w \"'.-]{0,60}:(?=\s))")
_FRONT_MATTER = re.compile(r"\A---[ \t]*+\n((?:(?!---[ \t]*\n)[^\n]*+\n)++)---[ \t]*+\n")
ENDINGS: Final = (".yml", ".yaml")


def yaml_source(text: str, name: str) -> object | Problem | None:
    """Parse a text that is YAML with a list of objects.

    Returns None if the text is not YAML, and a Problem if it is YAML and cannot be read or holds no such list. A text
    that could be prose or a table is YAML only if it parses and holds a list of objects.
    """
    if not _FIRST.match(text):
        return None
    named = name.lower().endswith(ENDINGS)
    tree = yaml_tree(text)
    if isinstance(tree, Problem):
        return tree if named or _SURE.match(text) else None
    if _has_objects(tree):
        return tree
    advice = "This is YAML with no list of sessions. Each session must be an item with a title or an abstract."
    return Problem("error", "yaml-without-list", advice) if named else None


def front_matter(text: str) -> dict[str, object] | None:
    """Return the YAML object before a Markdown text, with that text as "content". None for other texts."""
    text = text.replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    tree = yaml_tree(found[1]) if found else None
    return {"content": text[found.end() :].strip(), **tree} if found and isinstance(tree, dict) else None


def yaml_tree(text: str) -> object | Problem:
    """Parse YAML: objects, lists, texts and None. Several documents become a list.

    Returns a Problem for damaged YAML, and for more than 500,000 values or 64 levels.
    """
    import yaml  # type: ignore[import-untyped]

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Builder().build(yaml.parse(text, Loader=loader))
    except _RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        advice = "The YAML is damaged here. Check the indentation and the quotation marks of this line and those above."
        return Problem("error", "damaged-yaml", advice, mark.line + 1 if mark else 0)


def _has_objects(tree: object) -> bool:
    """Whether the tree holds a list of objects, or an object of objects, near its root."""
    level = [tree]
    for _ in range(4):
        parts = [list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        if any(part and sum(isinstance(entry, dict) for entry in part) * 2 > len(part) for part in parts):
            return True
        level = [entry for part in parts for entry in part]
    return False


class _RefusedError(Exception):
    """Raised out of the builder; carries the Problem that the organizer sees."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.advice)
        self.problem = problem


@dataclass(slots=True)
class _Node:
    """A list or an object that is being read, the key that waits for its value, and the nodes below so far."""

    value: list[object] | dict[str, object]
    anchor: str | None
    nodes: int = 1
    key: str | None = None
    merged: list[object] = field(default_factory=list)  # objects that "<<" names

    def add(self, value: object, nodes: int) -> None:
        self.nodes += nodes
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is None:
            self.key = value if isinstance(value, str) else "" if value is None else "?"
        elif self.key == "<<":
            self.merged += value if isinstance(value, list) else [value]
            self.key = None
        else:
            self.value[self.key], self.key = value, None

    def finished(self) -> list[object] | dict[str, object]:
        if isinstance(self.value, dict):
            for other in self.merged:
                for key, value in other.items() if isinstance(other, dict) else ():
                    self.value.setdefault(key, value)
        return self.value


@dataclass(slots=True)
class _Builder:
    """Build the tree from the parser's events, and count what an alias repeats before anything walks through it."""

    open: list[_Node] = field(default_factory=list)
    known: dict[str, tuple[object, int]] = field(default_factory=dict)  # anchor → value, and its nodes
    documents: list[object] = field(default_factory=list)
    nodes: int = 0

    def build(self, events: Iterable[Any]) -> object:
        for event in events:
            self._take(event)
        return self.documents[0] if len(self.documents) == 1 else self.documents

    def _take(self, event: Any) -> None:  # noqa: ANN401  the library has no types
        match type(event).__name__:
            case "ScalarEvent":
                plain = event.implicit[0]
                self._add(None if plain and event.value in _NULLS else event.value, event.anchor, 1)
            case "AliasEvent":
                value, nodes = self.known.get(event.anchor, (None, 1))
                self._add(value, None, nodes)
            case "SequenceStartEvent":
                self._begin(_Node([], event.anchor))
            case "MappingStartEvent":
                self._begin(_Node({}, event.anchor))
            case "SequenceEndEvent" | "MappingEndEvent":
                node = self.open.pop()
                self._add(node.finished(), node.anchor, node.nodes, counted=node.nodes - 1)
            case "DocumentStartEvent":
                self.known = {}

    def _begin(self, node: _Node) -> None:
        self.open.append(node)
        if len(self.open) > MAX_DEPTH:
            raise _RefusedError(too_deep("YAML"))

    def _add(self, value: object, anchor: str | None, nodes: int, counted: int = 0) -> None:
        self.nodes += nodes - counted
        if self.nodes > _MAX_NODES:
            advice = f"The YAML holds more than {_MAX_NODES:,} values. Export fewer sessions or fields."
            raise _RefusedError(Problem("error", "too-many-yaml-values", advice))
        if anchor:
            self.known[anchor] = value, nodes
        if self.open:
            self.open[-1].add(value, nodes)
        else:
            self.documents.append(value)
