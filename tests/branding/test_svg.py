"""SVGs from anywhere: what is drawn stays, and whatever runs, loads, grows or hides is gone or refused."""

from contextlib import suppress
from xml.etree import ElementTree

import pytest
from attacks import grows
from hypothesis import given
from hypothesis import strategies as st

from session_finder.branding import svg
from session_finder.branding.svg import MAX_DEPTH, clean_svg
from session_finder.branding.svg_growth import MAX_DRAWN
from session_finder.domain.errors import Invalid

SHAPE = '<path d="M0 0h9v9z" fill="#0b6e75" />'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


def drawing(inside, more=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{more}>{inside}</svg>'


def cleaned(text):
    return clean_svg(text.encode())[0].decode()


def refused(content):
    with pytest.raises(Invalid) as caught:
        clean_svg(content if isinstance(content, bytes) else content.encode())
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("hostile", "left_out"),
    [
        ("<script>fetch('//evil.example')</script>", ("script",)),
        ("<script href='data:text/javascript,alert(1)'/>", ("script",)),
        ("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='//evil.example'/></foreignObject>",) * 1
        + (("foreignObject",),),
        ("<image href='https://evil.example/pixel.png'/>", ("image",)),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", ("image",)),
        ("<image href='/api/programmes'/>", ("image",)),
        ("<animate attributeName='href' to='javascript:alert(1)'/>", ("animate",)),
        ("<set attributeName='onmouseover' to='alert(1)'/>", ("set",)),
        ("<filter id='f'><feImage href='//evil.example'/></filter>", ("filter",)),
        ("<style>@import url(//evil.example/a.css);</style>", ()),
        ("<style>@font-face{font-family:x;src:url(//evil.example/a.woff)}</style>", ()),
        ("<?xml-stylesheet href='//evil.example/a.css'?><!-- <script/> -->", ()),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", ()),
        ("<style><![CDATA[</style><script>alert(1)</script>]]></style>", ()),
        ("<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>", ()),
    ],
)
def test_what_runs_or_loads_is_gone_with_everything_in_it(hostile, left_out):
    content, names = clean_svg(drawing(hostile + SHAPE).encode())
    assert content.decode() == '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">' + SHAPE + "</svg>"
    assert names == left_out


@pytest.mark.parametrize(
    "attribute",
    [
        "onload='alert(1)'",
        "onclick='alert(1)'",
        "href='javascript:alert(1)'",
        f"{XLINK} xlink:href='https://evil.example#a'",
        "href='data:image/svg+xml,x#a'",
        "fill='url(https://evil.example/a.svg#b)'",
        "mask='url(//evil.example#b)'",
        "style='fill:url(\"https://evil.example\")'",
        "style='background:url(//evil.example);behavior:url(#x)'",
        r"style='fill:u\72l(//evil.example)'",
        "style='fill:u/**/rl(//evil.example)'",
        "fill='image-set(\"//evil.example\" 1x)'",
        "fill='expression(alert(1))'",
        "filter='url(#f)'",
        "xmlns:a='b' a:onload='alert(1)'",
        "class='&lt;script&gt;'",
        "xml:base='https://evil.example/'",
    ],
)
def test_what_leads_out_of_the_file_is_no_attribute_of_a_shape(attribute):
    assert cleaned(drawing(f"<path d='M0 0h9' {attribute}/>")) == drawing_of('<path d="M0 0h9" />')


def drawing_of(inside):
    return f'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{LAUGHS}]>" + drawing("<text>&a9;</text>"), "The logo declares entities"),
        ("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + drawing("<text>&x;</text>"), "The logo declares"),
        ("<!DOCTYPE svg [<!ENTITY % x SYSTEM '//evil.example'>%x;]>" + drawing(SHAPE), "The logo declares entities"),
        ("<html><body/></html>", "The logo is no SVG: it begins with another element."),
        ("<svg><path d='M0 0h9'/></svg>", "The logo is no SVG: it begins with another element."),  # no namespace
        (drawing("<g/>"), "Nothing of the logo can be drawn"),
        (drawing("<image href='data:image/png;base64,AAAA'/>"), "Nothing of the logo can be drawn"),
        ("<svg", "The logo is neither a PNG nor an SVG that can be read."),
        ("", "The logo is neither a PNG nor an SVG that can be read."),
        (b"\xff\xd8\xff\xe0JFIF", "The logo is neither a PNG nor an SVG that can be read."),
        ("<?xml version='1.0' encoding='klingon'?>" + drawing(SHAPE), "The logo is neither a PNG nor an SVG"),
        (drawing("<g>" * MAX_DEPTH + SHAPE + "</g>" * MAX_DEPTH), "The logo has more than 64 elements within each"),
        (drawing("<g>" * 25_000 + SHAPE + "</g>" * 25_000), "The logo has more than 64 elements within each other."),
        (drawing("<use id='a' href='#a'/>"), "Parts of the logo refer to themselves"),
        (drawing("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"), "Parts of the logo refer to them"),
        (
            drawing("<pattern id='p'><path d='M0 0h9' fill='url(#p)'/></pattern><rect fill='url(#p)'/>"),
            "Parts of the logo refer to themselves",
        ),
    ],
)
def test_what_is_no_drawing_or_endless_is_refused_with_a_sentence(content, said):
    assert refused(content).startswith(said)


def multiplying(by, unit):
    """Ten levels, each of which repeats the one before ten times."""
    levels = "".join(f"<g id='a{n + 1}'>{unit(n) * 10}</g>" for n in range(10))
    return drawing(f"<defs><path id='a0' d='M0 0h9'/>{levels}</defs>{by}")


@pytest.mark.parametrize(
    "content",
    [
        multiplying("<use href='#a10'/>", lambda n: f"<use href='#a{n}'/>"),
        multiplying("<use href='#a10'/>", lambda n: f"<path d='M0 0' mask='url(#a{n})'/>"),
        drawing(
            "".join(
                f"<pattern id='p{n + 1}'>{f'<rect fill=_url(#p{n})_/>'.replace('_', chr(39)) * 10}</pattern>"
                for n in range(10)
            )
            + "<rect fill='url(#p10)'/>"
        ),
        drawing(  # inherited by all that is within
            "<pattern id='p'>" + "<rect/>" * 500 + "</pattern><g fill='url(#p)'>" + "<rect/>" * 500 + "</g>"
        ),
    ],
)
def test_a_drawing_that_grows_when_it_is_drawn_is_refused(content):
    assert refused(content).startswith(f"The logo has more than {MAX_DRAWN:,} elements when it is drawn")


def test_styles_become_attributes_in_css_s_order_and_nothing_of_css_is_left():
    sheet = (
        "@charset 'utf-8'; path{fill:red;stroke-width:1px} .a, .b { fill : url( #g ) } /* #c{opacity:0} */"
        "#c{opacity:.5!important} .a .b{fill:blue} .b{-x:y;transform:none} *{stroke:rgb(1, 2, 3)}"
    )
    inside = "<path id='c' class='b' fill='white' d='M0 0' style='stroke-width:2px;cursor:url(x)'/>"
    assert cleaned(drawing(f"<style>{sheet}</style>{inside}")) == (
        '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" stroke="rgb(1, 2, 3)">'
        '<path id="c" fill="url( #g )" d="M0 0" stroke="rgb(1, 2, 3)" stroke-width="2px" opacity=".5" /></svg>'
    ).replace(
        '9" xmlns="http://www.w3.org/2000/svg" stroke="rgb(1, 2, 3)"',
        '9" stroke="rgb(1, 2, 3)" xmlns="http://www.w3.org/2000/svg"',
    )


def test_what_drawing_programs_export_looks_the_same_afterwards():
    """As Illustrator and Inkscape write it: a document type, their own notes, classes, clips, gradients, text."""
    content = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" {XLINK} x="0px" y="0px" width="90px" height="30"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" style="enable-background:new 0 0 9 9;">
<inkscape:namedview pagecolor="#fff"/><metadata>drawn by hand</metadata>
<defs><clipPath id="c"><use {XLINK} xlink:href="#r"/></clipPath><rect id="r" width="9" height="9"/>
<linearGradient id="g"><stop offset="0" style="stop-color:#FFF"/></linearGradient></defs>
<switch><foreignObject/><g inkscape:label="Ship" clip-path="url(#c)"><title>Ship &amp; sea</title>
<text transform="matrix(1 0 0 1 1e-5 3)" font-family="'Foo Sans'">Harbour <tspan>2027</tspan>!</text></g></switch>
</svg>"""
    kept, left_out = clean_svg(content.encode())
    assert kept.decode() == (
        '<svg id="Layer_1" x="0px" y="0px" width="90px" height="30" viewBox="0 0 90 30" '
        'xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="c"><use href="#r" /></clipPath>'
        '<rect id="r" width="9" height="9" /><linearGradient id="g"><stop offset="0" stop-color="#FFF" />'
        '</linearGradient></defs><g><g clip-path="url(#c)"><title>Ship &amp; sea</title>'
        '<text transform="matrix(1 0 0 1 1e-5 3)" font-family="\'Foo Sans\'">Harbour <tspan>2027</tspan>!</text>'
        "</g></g></svg>"
    )
    assert left_out == ("foreignObject", "metadata")


def test_a_style_that_holds_for_every_element_cannot_make_the_file_large():
    content = drawing("<style>*{font-family:" + "x" * 1_000 + "}</style>" + "<path d='M0 0'/>" * 1_000)
    assert refused(content).startswith("The logo has more than 200,000 bytes once its styles are written out.")


@pytest.mark.parametrize(
    "attack", ["/*", "{", "}", "@import;", "a,", "a{", "a{fill:", "url(", "url(#a", "rgb(", "! ", ";"]
)
@pytest.mark.parametrize("place", ["<style>{}</style>", "<path style='{}'/>", "<path fill='{}'/>"])
def test_styles_of_any_shape_are_read_in_linear_time(attack, place):
    def read(said):
        with suppress(Invalid):
            clean_svg(drawing(place.replace("{}", said)).encode())

    assert grows(read, lambda length: attack * (length // len(attack))) == ""


names = st.sampled_from([*sorted(svg._ELEMENTS), "script", "image", "animate", "a", "foreignObject", "style"])
values = st.text("abc#()url:;'\\/.<>&\"0 9-", max_size=20)
keys = st.sampled_from(["id", "class", "style", "fill", "href", "onload", "mask", "d", "clip-path"])


@st.composite
def elements(draw, depth=3):
    element = ElementTree.Element("{http://www.w3.org/2000/svg}" + draw(names), draw(st.dictionaries(keys, values)))
    element.text = draw(st.none() | st.text("ab{}.#:;<&", max_size=12))
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        element.append(draw(elements(depth - 1)))
    return element


@given(st.lists(elements(), max_size=4))
def test_whatever_a_file_holds_only_what_is_listed_comes_out_and_once_is_enough(inside):
    root = ElementTree.Element("{http://www.w3.org/2000/svg}svg", {"viewBox": "0 0 9 9"})
    root.extend(inside)
    try:
        content, _ = clean_svg(ElementTree.tostring(root))
    except Invalid:
        return
    for element in ElementTree.fromstring(content).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in svg._ELEMENTS
        assert element.attrib.keys() <= svg._KEPT | {"href"}
        assert element.get("href", "#").startswith("#")
        assert all(
            after.lstrip(" '\"").startswith("#") for v in element.attrib.values() for after in v.split("url(")[1:]
        )
    assert clean_svg(content) == (content, ())
