"""What ``pip install`` gets: exactly what the program reads, the command, and what it needs."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from lacking import lacking
from packaging.requirements import Requirement

import session_finder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
INFO = f"session_finder-{session_finder.__version__}.dist-info"


def built(target, root, folder):
    """The only file that building ``target`` makes in ``folder``."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


def contents(wheel):
    """What is in a wheel, by name."""
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def where_installed(path):
    """Where a file of the checkout lies in the wheel, "" for one that the program does not read."""
    if path.startswith("session_finder/"):
        return path
    read = path in ("app.py", ".streamlit/config.toml", "deploy/nginx.conf") or path.startswith(("pages/", "data/"))
    return f"session_finder/bundled/{path}" if read else ""


def test_the_wheel_holds_what_the_program_reads_and_nothing_else(wheel):
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        lacking("This is no clone, or git is not installed: what the project holds is not known.")
    ours = [path for path in listed.split("\0") if (ROOT / path).is_file()]
    expected = {where_installed(path): (ROOT / path).read_bytes() for path in ours if where_installed(path)}
    found = {name: held for name, held in contents(wheel).items() if not name.startswith(INFO)}
    assert sorted(found) == sorted(expected)
    assert [name for name in found if found[name] != expected[name]] == []


def test_the_wheel_names_the_command_and_every_requirement(wheel):
    held = contents(wheel)
    assert held[f"{INFO}/entry_points.txt"].decode().split() == [
        *("[console_scripts]", "session-finder", "=", "session_finder.__main__:main"),
    ]
    described = message_from_bytes(held[f"{INFO}/METADATA"])
    assert described["Version"] == session_finder.__version__
    assert described["Requires-Python"] == ">=3.11"
    assert described.get_all("Provides-Extra") == ["docs", "postgres", "ray"]
    needed = {"": set(), "docs": set(), "postgres": set(), "ray": set()}
    for line in described.get_all("Requires-Dist"):
        requirement, _, extra = line.partition("; extra == ")
        needed[extra.strip("'\"")].add(normal(requirement))
    assert needed == {extra: written_in(f"requirements{'-' if extra else ''}{extra}.txt") for extra in needed}


def written_in(name):
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return {normal(line) for line in lines if line and not line.startswith("-r")}


def normal(text):
    requirement = Requirement(text)
    return requirement.name.lower(), frozenset(requirement.extras), requirement.specifier


def test_the_source_archive_builds_the_same_wheel(wheel, tmp_path):
    for name in ("sdist", "unpacked", "again"):
        (tmp_path / name).mkdir()
    with tarfile.open(built("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (root,) = (tmp_path / "unpacked").iterdir()
    assert contents(built("wheel", root, tmp_path / "again")) == contents(wheel)


def test_an_editable_installation_is_the_checkout_itself(tmp_path):
    for name in ("built", "site-packages"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(built("wheel:editable", ROOT, tmp_path / "built")) as file:
        file.extractall(tmp_path / "site-packages")
    program = f"import site; site.addsitedir({str(tmp_path / 'site-packages')!r})\n"
    program += "from session_finder import paths; print(paths.APP, paths.INSTALLED)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == f"{ROOT / 'app.py'} False\n"
