"""Load the CSS and JavaScript files that lie beside the modules that use them."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def asset(module: str, kind: str) -> str:
    """The text of ``module``'s own file: ``asset("a.b.focus", "js")`` reads focus.js in the package a.b.

    Raises FileNotFoundError if there is none.
    """
    package, _, name = module.rpartition(".")
    return resources.files(package).joinpath(f"{name}.{kind}").read_text("utf-8")
