"""The lock pins what the requirements ask for, on every Python and system that we support, and the tests run on it."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux", "x86_64"), ("linux", "Linux", "aarch64"), ("darwin", "Darwin", "arm64"))
SYSTEMS += (("win32", "Windows", "AMD64"),)
RENEW = "run `make lock PINS=keep`, which changes as little as possible, and commit requirements.lock"


def requirements() -> dict[str, list[Requirement]]:
    """What each requirements file asks for itself."""
    found = {}
    for path in sorted(ROOT.glob("requirements*.txt")):
        lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
        found[path.name] = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return found


def pins() -> list[tuple[Requirement, str]]:
    """The lock's lines, each with its comment, which says who asked for it."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    split = (line.partition("#") for line in lines if not line.startswith("#"))
    return [(Requirement(pin), comment) for pin, _, comment in split]


def environments() -> list[dict[str, str]]:
    """The environment markers of each supported Python on each supported system."""
    return [
        {
            "python_version": python,
            "python_full_version": f"{python}.1",
            "sys_platform": system,
            "platform_system": name,
            "platform_machine": machine,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        for python, (system, name, machine) in product(PYTHONS, SYSTEMS)
    ]


def applies(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


def locked_in(environment: dict[str, str]) -> dict[str, Version]:
    """Name to version, as pip reads the lock in an environment. A name with two versions fails."""
    found: dict[str, Version] = {}
    for pin, _ in pins():
        if applies(pin.marker, environment):
            (specifier,) = pin.specifier
            assert specifier.operator == "==", f"{pin} is not exact"
            assert canonicalize_name(pin.name) not in found, f"{pin.name} is locked twice for {environment}"
            found[canonicalize_name(pin.name)] = Version(specifier.version)
    return found


@pytest.mark.parametrize(
    "environment", environments(), ids=lambda one: f"{one['python_version']}-{one['sys_platform']}"
)
def test_every_requirement_is_locked_within_its_range(environment):
    locked = locked_in(environment)
    for file, wanted in requirements().items():
        for requirement in wanted:
            if not applies(requirement.marker, environment):
                continue
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} of {file} is not in requirements.lock: {RENEW}"
            assert version in requirement.specifier, f"{file} asks for {requirement}, locked is {version}: {RENEW}"


def test_the_lock_names_no_requirement_that_is_gone():
    asked_for = {
        (canonicalize_name(pin.name), file)
        for pin, comment in pins()
        for file in re.findall(r"-r (requirements\S*\.txt)", comment)
    }
    asking = {(canonicalize_name(one.name), file) for file, wanted in requirements().items() for one in wanted}
    assert asked_for == asking, RENEW


def test_these_tests_run_on_what_is_locked():
    locked = locked_in({})
    different = {
        found.name: f"{found.version} is installed, {locked[name]} is locked"
        for found in distributions()
        if (name := canonicalize_name(found.name)) in locked
        and Version(Version(found.version).public) != locked[name]  # a build's own label, as in 2.13.0+cpu, may differ
    }
    assert not different, "install again: pip install -r requirements-dev.txt -c requirements.lock"
