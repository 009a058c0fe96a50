"""Bring the catalogues in line with the English messages: ``python -m session_finder.web.i18n.update_catalogues``.

A new message comes in untranslated, and one whose English text has changed is marked as fuzzy; both are said in English
until somebody has seen to them. What has no English message any more goes. Codes of languages as arguments begin new
catalogues.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from session_finder.web.i18n import messages
from session_finder.web.i18n.catalogues import LANGUAGES, SOURCE, catalogue_path, messages_of, read_catalogue
from session_finder.web.i18n.plural import Plural

_WIDTH = 120


def english() -> Catalog:
    """All English messages: their contexts, texts and the comments for translators."""
    catalogue = Catalog()
    for table in sorted(found.name for found in iter_modules(messages.__path__)):
        module = import_module(f"{messages.__name__}.{table}")
        comments = _comments(Path(str(module.__file__)).read_text("utf-8"))
        for name, value in messages_of(module).items():
            for context, text in _texts(f"{table}.{name}", value):
                message = text.forms if isinstance(text, Plural) else text
                catalogue.add(message, context=context, auto_comments=comments.get(name, []))
    return catalogue


def updated(earlier: Catalog) -> Catalog:
    """A catalogue with the messages of ``english`` and the translations of ``earlier``, which are found by context."""
    known = {message.context: message for message in earlier if message.context}
    catalogue = Catalog(locale=earlier.locale, header_comment=earlier.header_comment, fuzzy=False)
    catalogue.mime_headers = earlier.mime_headers
    for message in english():
        if not message.context:  # the header
            continue
        before = known.get(message.context)
        said = before.string if before else None
        fits = isinstance(said, str) != isinstance(message.id, tuple)
        added = catalogue.add(
            message.id, said if fits else "", context=message.context, auto_comments=message.auto_comments
        )
        if before and said and (before.fuzzy or not fits or before.id != message.id):
            added.flags.add("fuzzy")
        added.user_comments = before.user_comments if before else []
    return catalogue


def _texts(context: str, value: Any) -> Iterator[tuple[str, str | Plural]]:  # noqa: ANN401  as a table has it
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(f"{context}.{key}", one)
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _texts(f"{context}.{place}", one)
    else:
        yield context, value


def _comments(source: str) -> dict[str, list[str]]:
    """By name of a message, what stands in comments above it and behind it."""
    lines = source.splitlines()
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            first = node.lineno - 1
            while lines[first - 1].startswith("#"):
                first -= 1
            behind = (
                lines[node.end_lineno - 1][node.end_col_offset :] if node.end_lineno and node.end_col_offset else ""
            )
            said = [line.lstrip("# ") for line in (*lines[first : node.lineno - 1], behind.strip()) if line]
            found[node.target.id] = [line for line in said if not line.startswith("noqa")]
    return found


def main(new: list[str]) -> None:
    """Write all catalogues, and those of the ``new`` languages."""
    for language in (*(code for code in LANGUAGES if code != SOURCE), *new):
        path = catalogue_path(language)
        catalogue = updated(read_catalogue(language) if path.exists() else Catalog(locale=language, fuzzy=False))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=_WIDTH)
        left = sum(not message.string or message.fuzzy for message in catalogue if message.context)
        click.echo(f"{path}: {len(catalogue)} messages, {left} to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
