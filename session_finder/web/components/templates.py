"""Render the HTML templates that lie beside the modules that use them. Everything that is filled in is escaped."""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

from session_finder.web.components.assets import asset

_ENVIRONMENT: Final = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)


@cache
def template(module: str) -> Template:
    """``module``'s own template: ``template("a.b.header")`` reads header.html in the package a.b.

    Raises FileNotFoundError if there is none; rendering raises UndefinedError for a value that is missing.
    """
    return _ENVIRONMENT.from_string(asset(module, "html"))
