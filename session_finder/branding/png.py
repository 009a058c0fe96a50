"""Read a PNG with bounds on its pixels, and write it anew: no metadata, no second picture, nothing after its end."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from session_finder.domain.errors import Invalid

if TYPE_CHECKING:
    from PIL.Image import Image

PNG: Final = b"\x89PNG\r\n\x1a\n"  # how every PNG begins
MAX_PIXELS: Final = 4_000_000  # 16 MB of memory; a file of 4 kB may claim a thousand times as many
MAX_SIDE: Final = 512  # pixels of what is kept: eight times the height of the pages' header
_SMALLER: Final = 0.75  # the step of sides while the file is too large


def clean_png(content: bytes, most: int) -> bytes:
    """The picture as a new PNG of at most ``most`` bytes and MAX_SIDE pixels a side. Raises Invalid."""
    picture = _picture(content)
    while True:
        written = BytesIO()
        picture.save(written, "PNG", optimize=True)
        if written.tell() <= most:
            return written.getvalue()
        picture.thumbnail((int(max(picture.size) * _SMALLER),) * 2)


def _picture(content: bytes) -> Image:
    """The pixels alone, in a mode that PNG knows."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as opened:  # reads the header, and no pixel yet
            width, height = opened.size
            if width * height > MAX_PIXELS:
                raise Invalid(
                    f"The logo has {width:,} x {height:,} pixels; at most {MAX_PIXELS:,} are read. Export it smaller."
                )
            opened.load()
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise Invalid("The logo is damaged: it begins as a PNG and cannot be read as one. Export it again.") from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    plain = Image.new("RGBA", picture.size)
    plain.paste(picture)  # without the text, profile and times that came with the file
    return plain
