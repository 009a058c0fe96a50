"""Render the HTML templates that lie beside the modules that use them.

Everything that is filled in is escaped and loses the characters that HTML forbids.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

from session_finder.rendering.assets import asset

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _printable(value: object) -> object:
    return _CONTROLS.sub("", value) if type(value) is str else value


_ENVIRONMENT: Final = Environment(
    autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_printable
)


@cache
def template(module: str) -> Template:
    """``module``'s own template: ``template("a.b.header")`` reads header.html in the package a.b.

    Raises FileNotFoundError if there is none; rendering raises UndefinedError for a value that is missing.
    """
    return _ENVIRONMENT.from_string(asset(module, "html"))
