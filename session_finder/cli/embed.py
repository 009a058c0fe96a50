"""``embed --all``: compute the vectors of every published session, with several processes or a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from session_finder.bootstrap import bulk_embedding
from session_finder.bootstrap.service import library_of
from session_finder.cli.terminal import bar
from session_finder.domain.errors import NothingPublished

if TYPE_CHECKING:
    from session_finder.bootstrap.settings import Settings


def embed_everything(settings: Settings, workers: int, address: str) -> None:
    """Embed everything and report the progress. Raises StoreError, ModelError."""
    work = bulk_embedding.shares(library_of(settings))
    if not work:
        raise NothingPublished("Nothing is published here yet, so there is nothing to embed.")
    total, sessions, encoded = sum(share.last - share.first for share in work), 0, 0
    found = (
        bulk_embedding.on_ray(settings, work, workers, address)
        if address
        else bulk_embedding.here(settings, work, workers)
    )
    with bar(shown=True) as progress:
        progress(0, total)
        for done in found:
            sessions, encoded = sessions + done.sessions, encoded + done.encoded
            progress(sessions, total)
    conferences = len({share.slug for share in work})
    click.echo(f"{sessions:,} sessions of {conferences:,} conferences; {encoded:,} encoded, the cache had the others")
