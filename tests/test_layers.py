"""Who may know whom. The picture is in the README; this keeps it true."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "session_finder"

# Each room and the rooms it may import from; sessions.py and places.py are known to all.
MAY_KNOW = {
    "engine": set(),
    "application": {"engine"},
    "storage": {"application", "engine"},
    "loading": {"storage", "application", "engine"},
    "wiring": {"loading", "storage", "application", "engine"},
    "uploads": {"storage", "application", "engine"},
    "web": {"uploads", "wiring", "loading", "application", "engine"},
    "evaluating": {"wiring", "loading", "application", "engine"},
    "bulk": {"wiring", "loading", "application", "engine"},
    "commands": {"uploads", "bulk", "wiring", "loading", "storage", "application", "engine"},
    "__main__": {"commands", "evaluating", "wiring", "loading", "storage", "application", "engine"},
}
HEAVY = {"torch", "transformers", "streamlit", "sentence_transformers"}


def room_of(module: str) -> str:
    return module.split(".")[1]


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules that a file imports, anywhere in it, type-checking blocks included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return frozenset(found)


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_imports_only_from_the_rooms_below_it(path):
    parts = path.relative_to(PACKAGE).parts
    room = parts[0].removesuffix(".py")
    if room in ("__init__", "sessions", "places"):
        allowed: set[str] = set()
    else:
        allowed = MAY_KNOW[room] | {room}
    known = {
        room_of(module)
        for module in imports(path)
        if module.startswith("session_finder.") and room_of(module) not in ("sessions", "places", "__version__")
    }
    assert known <= allowed


def test_no_page_and_no_other_code_imports_sentence_transformers():
    files = [*sources(), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    assert [
        path.name for path in files if any(name.startswith("sentence_transformers") for name in imports(path))
    ] == []


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("engine", {"streamlit", "pandas", "starlette", "psycopg"}),
        ("application", {"streamlit", "torch", "transformers", "starlette", "psycopg"}),
        ("storage", {"streamlit", "torch", "transformers", "starlette"}),
        ("uploads", {"streamlit", "torch", "transformers", "starlette", "numpy", "pandas", "psycopg"}),
        ("web", {"torch", "transformers", "numpy", "psycopg"}),
    ],
)
def test_each_room_keeps_to_its_libraries(room, forbidden):
    used = {name.split(".")[0] for path in (PACKAGE / room).rglob("*.py") for name in imports(path)}
    assert used & forbidden == set()


def test_wiring_and_the_command_line_start_without_streamlit():
    used = {
        name.split(".")[0]
        for name in imports(PACKAGE / "wiring.py") | imports(PACKAGE / "loading.py") | imports(PACKAGE / "__main__.py")
    }
    assert used & HEAVY == set()


def test_every_module_opens_with_a_sentence():
    bare = []
    for path in [*sources(), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]:
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if not said.split("\n")[0].endswith((".", "!", "?")) and "." not in said:
            bare.append(path.name)
    assert bare == []


def test_no_module_is_called_after_nothing():
    assert {path.stem for path in sources()} & {"utils", "helpers", "common", "misc", "util"} == set()


def test_nothing_is_pickled():
    used = {name.split(".")[0] for path in sources() for name in imports(path)}
    assert used & {"pickle", "dill", "joblib", "shelve", "marshal"} == set()
