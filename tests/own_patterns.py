"""Every regular expression of the package, found in its modules and in their source, and how each is used."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import session_finder

_SEARCHING = {"search", "sub", "subn", "findall", "finditer", "split"}
_WAYS = {"match", "fullmatch", *_SEARCHING}


@dataclass(frozen=True)
class Own:
    """A pattern: its module, its place there, what it is, and how it is used, "search", "match", "fullmatch"."""

    module: str
    place: str
    pattern: re.Pattern
    ways: frozenset[str]


def module_names() -> list[str]:
    """The package's modules, of which only the packages are imported."""
    found = pkgutil.walk_packages(session_finder.__path__, "session_finder.")
    return sorted(module.name for module in found if not module.name.endswith("__main__"))


def modules() -> Iterator[ModuleType]:
    yield from map(importlib.import_module, module_names())


def own_patterns() -> list[Own]:
    """Those in the modules' globals and their containers, and those that are written in a call of ``re``."""
    known = list(modules())
    used = _uses(known)
    found: dict[tuple[str, int], tuple[str, str, set[str]]] = {}

    def add(module: str, place: str, pattern: re.Pattern, ways: set[str]) -> None:
        key = (pattern.pattern, pattern.flags)
        module, place, before = found.get(key, (module, place, set()))
        found[key] = module, place, before | (ways or {"search", "match", "fullmatch"})

    for module in known:
        for name, value in vars(module).items():
            for pattern in _inside(value, module.__name__, set()):
                add(module.__name__, name, pattern, used.get((module.__name__, name), set()))
        for line, pattern, ways in _written(module):
            if pattern is not None:
                add(module.__name__, f"line {line}", pattern, ways)
    return [
        Own(module, place, re.compile(*key), frozenset(ways))
        for key, (module, place, ways) in sorted(found.items(), key=lambda one: (one[1][:2], str(one[0])))
    ]


def unread() -> Counter[str]:
    """By module, how many patterns are made while the program runs, of what only a call knows."""
    return Counter(module.__name__ for module in modules() for _, pattern, _ in _written(module) if pattern is None)


def _inside(value: object, module: str, seen: set[int]) -> Iterator[re.Pattern]:
    """The patterns in a value: itself, the parts of a container, what a class or a record of the module holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _inside(pair, module, seen)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _inside(part, module, seen)
    elif getattr(value, "__module__", "") == module or getattr(type(value), "__module__", "") == module:
        parts = vars(value) if hasattr(value, "__dict__") else {}
        names = () if isinstance(value, type) else getattr(type(value), "__slots__", ())
        for part in [*parts.values(), *(getattr(value, name, None) for name in names if isinstance(names, tuple))]:
            yield from _inside(part, module, seen)


def _defines(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def _calls(module: ModuleType) -> Iterator[tuple[object, str]]:
    """Each ``name.method`` and ``module.name.method`` in a module's source: the value of the name, and the method."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield vars(module).get(node.value.id), node.attr
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            holder = node.value.value
            if isinstance(holder, ast.Name) and isinstance(vars(module).get(holder.id), ModuleType):
                yield getattr(vars(module)[holder.id], node.value.attr, None), node.attr


def _uses(known: list[ModuleType]) -> dict[tuple[str, str], set[str]]:
    """By module and name, the ways in which the package uses a name that it holds; imported names count at home too."""
    found: dict[tuple[str, str], set[str]] = {}
    homes: dict[int, list[tuple[str, str]]] = {}
    for module in known:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                homes.setdefault(id(value), []).append((module.__name__, name))
    for module in known:
        for pattern, method in _calls(module):
            if isinstance(pattern, re.Pattern) and method in _WAYS:
                for home in homes.get(id(pattern), ()):
                    found.setdefault(home, set()).add("search" if method in _SEARCHING else method)
    return found


def _written(module: ModuleType) -> Iterator[tuple[int, re.Pattern | None, set[str]]]:
    """By line, the patterns that stand in calls of ``re``; None for those made of more than the module holds."""
    tree = ast.parse(inspect.getsource(module))
    at_the_top = {node for statement in tree.body if not _defines(statement) for node in ast.walk(statement)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        way = node.func.attr
        if way not in _WAYS and (way != "compile" or node in at_the_top):
            continue
        flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
        if way in ("search", "match", "fullmatch") and len(node.args) > 2:
            flags = node.args[2]
        try:
            pattern, meant = (eval(ast.unparse(part), vars(module)) if part else 0 for part in (node.args[0], flags))
        except NameError:
            yield node.lineno, None, set()
            continue
        yield node.lineno, re.compile(pattern, meant), _ways(way)


def _ways(method: str) -> set[str]:
    """How a pattern is used by a method; in any way where that is not known."""
    return {"search", "match", "fullmatch"} if method == "compile" else {"search" if method in _SEARCHING else method}
