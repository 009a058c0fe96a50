"""Programs know an error by its code, so that codes are whole, differ, and stay when classes are renamed."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import session_finder
from session_finder.domain.errors import Conflict, NotFound, StoreError, Unreadable, UserError


def below(kind):
    return {kind}.union(*(below(inner) for inner in kind.__subclasses__()))


@pytest.fixture(scope="module")
def kinds():
    """Every error for people that the package has."""
    for module in pkgutil.walk_packages(session_finder.__path__, "session_finder."):
        if re.search(r"class \w+\(\w*(Error|Invalid|Damaged|Busy)\b", source(module)):
            importlib.import_module(module.name)
    return {kind for kind in below(UserError) if kind.__module__.startswith("session_finder.")}


def source(module):
    return module.module_finder.find_spec(module.name).loader.get_source(module.name)


def test_every_kind_of_error_that_the_api_tells_has_a_code_of_its_own(kinds):
    public = [kind for kind in kinds if not kind.__name__.startswith("_")]
    codes = [kind.code for kind in public if "code" in vars(kind)]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []
    assert {kind.__name__ for kind in public if "code" not in vars(kind)} == {"BadVectors"}


def test_the_codes_that_programs_may_rely_on_stay():
    assert {kind.code for kind in below(StoreError) if kind.__module__ == StoreError.__module__} == {
        *("already-exists", "conflict", "damaged", "diverged", "locked", "no-such-conference", "no-such-session"),
        *("no-such-version", "not-found", "not-writable", "nothing-published", "store-error", "unavailable"),
        *("unreadable", "unsupported"),
    }
    assert not issubclass(Conflict, NotFound)
    assert str(Unreadable("Bakers")).startswith("The programme of Bakers cannot be read at the moment.")
