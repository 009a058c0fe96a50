"""Imports go one way (contracts in pyproject.toml), rooms are small, and modules say what they are."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "session_finder"
MOST_FILES = 15


def sources():
    return sorted(PACKAGE.rglob("*.py"))


def test_imports_go_one_way():
    """In a process of its own: import-linter sets up logging, which would silence the loggers that other tests hear."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_room_is_so_full_that_nobody_finds_anything_in_it():
    rooms = {path.parent for path in sources() if "messages" not in path.parts}
    counts = {str(room.relative_to(ROOT)): len([*room.glob("[!_]*.py")]) for room in rooms}
    assert {room: count for room, count in counts.items() if count > MOST_FILES} == {}


def test_every_module_opens_with_a_sentence():
    bare = []
    for path in [*sources(), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]:
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if not said.split("\n")[0].endswith((".", "!", "?")) and "." not in said:
            bare.append(path.name)
    assert bare == []


def test_no_module_is_called_after_nothing():
    assert {path.stem for path in sources()} & {"utils", "helpers", "common", "misc", "util"} == set()


def test_every_module_s_tests_are_found_by_its_path():
    """A test of one module lies in the module's room; what is held of several lies above."""
    rooms = {path.parent.relative_to(PACKAGE) for path in sources()}
    strangers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if (room := path.parent.relative_to(ROOT / "tests")) not in rooms
        and room.parts[:1] not in (("browser",), ("deploy",))
        and room.parts[:2] != ("storage", "contract")
    ]
    assert strangers == []
