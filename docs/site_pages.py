"""Pages of the site that lie outside docs/, for mkdocs: where they come from, and links that lead to them.

In the repository such a page is linked by its path (``../deploy/README.md``), which code hosts follow. In the site it
is a page beside the others.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[1]
ELSEWHERE: Final = {  # in the repository → in the site
    "deploy/README.md": "deploy.md",
    "benchmarks/RESULTS.md": "results.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
_LINK: Final = re.compile(r"(?<=\]\()[^)\s#:]+(?=[)#])")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie elsewhere."""
    from mkdocs.structure.files import File

    for source, page in ELSEWHERE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Have links lead to where pages and pictures are in the site."""
    sources = {target: source for source, target in ELSEWHERE.items()}
    folder = posixpath.dirname(sources.get(page.file.src_uri, f"docs/{page.file.src_uri}"))

    def in_site(link: re.Match[str]) -> str:
        source = posixpath.normpath(posixpath.join(folder, link[0]))
        return ELSEWHERE.get(source, source.removeprefix("docs/"))

    return _LINK.sub(in_site, markdown)
