"""Logos from anywhere: which files are one, what is kept of them, and under which name and address."""

import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from session_finder.branding.logo import CleanLogo, address_of, clean_logo
from session_finder.branding.png import MAX_PIXELS, MAX_SIDE, PNG
from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO, Logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" /></svg>'


def png(picture, **more):
    written = BytesIO()
    picture.save(written, "PNG", **more)
    return written.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def header(width, height, mode=6):
    return PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, mode, 0, 0, 0))


def refused(content):
    with pytest.raises(Invalid) as caught:
        clean_logo(content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_name_is_eight_letters_of_the_digest_of_what_is_served():
    logo = clean_logo(SVG).logo
    assert logo.name == f"logo-{hashlib.sha256(logo.content).hexdigest()[:8]}.svg"
    assert Logo("png", b"").name == "logo-e3b0c442.png"
    assert address_of("harbour-2027", logo.name) == f"brand/harbour-2027/{logo.name}"
    assert address_of("../x y", "a?b") == "brand/..%2Fx%20y/a%3Fb"


def test_the_kind_is_what_the_file_is_not_what_it_is_called():
    assert clean_logo(b"\xef\xbb\xbf\n  " + SVG).logo.kind == "svg"
    assert clean_logo(SVG.decode().encode("utf-16")).logo == clean_logo(SVG).logo
    assert clean_logo(png(Image.new("RGB", (3, 2)))).logo.kind == "png"


def test_what_is_cleaned_is_clean():
    for content in (SVG.replace(b"<path", b"<script/><path"), png(Image.new("P", (700, 20)))):
        logo = clean_logo(content).logo
        assert clean_logo(logo.content) == CleanLogo(logo)


def test_a_file_of_more_than_200_kb_is_refused_and_one_of_as_much_is_not():
    most = SVG.replace(b"</svg>", b" " * (MAX_LOGO - len(SVG)) + b"</svg>")
    assert clean_logo(most) == clean_logo(SVG)
    assert refused(most + b" ") == (
        "The logo has 200,001 bytes; at most 200,000 are kept. Export a simpler or smaller one."
    )
    assert refused(PNG + bytes(MAX_LOGO)).startswith("The logo has 200,008 bytes;")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_kind_keeps_its_size_and_its_colours(mode):
    before = Image.new(mode, (40, 30), 1)
    with Image.open(BytesIO(clean_logo(png(before)).logo.content)) as after:
        assert (after.size, after.mode) == ((40, 30), "RGBA")
        with Image.open(BytesIO(png(before))) as opened:
            assert list(after.getdata()) == list(opened.convert("RGBA").getdata())


def test_what_can_be_seen_through_stays_so():
    before = Image.new("RGB", (2, 1), (255, 0, 0))
    before.putpixel((1, 0), (0, 0, 255))
    with Image.open(BytesIO(clean_logo(png(before, transparency=(0, 0, 255))).logo.content)) as after:
        assert list(after.getdata()) == [(255, 0, 0, 255), (0, 0, 255, 0)]


def test_nothing_of_a_png_is_kept_but_its_first_picture():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Ana Secret")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Secret</x>", zip=True)
    one, two = Image.new("RGB", (4, 4), "red"), Image.new("RGB", (4, 4), "blue")
    exif = Image.Exif()
    exif[0x8298] = "Secret"
    content = png(one, pnginfo=notes, exif=exif, dpi=(72, 72), save_all=True, append_images=[two], duration=500)
    assert clean_logo(content + b"<script>Secret</script>") == clean_logo(png(one))
    kept = clean_logo(content).logo.content
    kinds, at = [], len(PNG)
    while at < len(kept):
        (length,) = struct.unpack(">I", kept[at : at + 4])
        kinds.append(kept[at + 4 : at + 8])
        at += 12 + length
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]


def test_a_large_picture_becomes_smaller_and_one_of_noise_so_small_that_it_is_light():
    with Image.open(BytesIO(clean_logo(png(Image.new("RGB", (2_000, 1_000), "red"))).logo.content)) as plain:
        assert plain.size == (MAX_SIDE, MAX_SIDE // 2)
    noise = Image.effect_noise((400, 400), 100)
    content = png(noise)
    assert len(content) < MAX_LOGO  # as grey; as colours it would be more
    kept = clean_logo(content).logo.content
    assert len(kept) <= MAX_LOGO
    with Image.open(BytesIO(kept)) as light:
        assert 200 <= light.width == light.height <= 400


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (MAX_PIXELS + 1, 1), (2_001, 2_000), (2**31 - 1, 9)])
def test_a_bomb_is_refused_by_its_header(width, height):
    """A few kilobytes of zeros that would be gigabytes."""
    content = header(width, height) + chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9)) + chunk(b"IEND", b"")
    assert len(content) < 20_000
    assert refused(content).startswith(
        (f"The logo has {width:,} x {height:,} pixels; at most 4,000,000", "The logo is d")
    )


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        PNG + b"\0" * 100,
        header(0, 0) + chunk(b"IEND", b""),
        header(9, 9),
        header(9, 9) + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""),
        header(9, 9) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b""),
        header(9, 9, mode=5) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b""),
        header(9, 9) + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000), 9)) + chunk(b"IEND", b""),
        header(9, 9) + chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000), 9)) + chunk(b"IEND", b""),
        png(Image.new("RGB", (9, 9)))[:45],
    ],
)
def test_a_damaged_png_is_refused_with_a_sentence(content):
    assert refused(content) == ("The logo is damaged: it begins as a PNG and cannot be read as one. Export it again.")
