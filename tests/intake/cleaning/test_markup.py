import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waiting import nobody_is_held

from session_finder.intake.cleaning.markup import plain_line, plain_text

PLAIN = (
    *("5 < 6 and 7 > 3", "a*b and c*d", "snake_case", "C# and F#", "R&D; AT&T", "$5 and $10", "<3", "I <3 you"),
    *("x_i and y_i", "file_names_with_underscores", "https://x.example/a_b/_c_?d=*1*&copy=2", "Vec<String>"),
    *("the <title> element", "2**3 and 4**5", "__init__ and __call__", "*args, **kwargs", "# of seats", "#tag"),
    *("C:\\new\\alpha", 'it\\\'s \\"so\\"', "$HOME and $PATH", "$a_b and $c", "f[x](y)", "- one remark", "(*) or (*)"),
    *("~/home ~50%", "a -- b --- c", "1. one\n2. two", "> 50% of us", "@a/b <ada@quay.example>", "array[0] = {x}"),
    *("\\d+ and \\w*", "SELECT * FROM a; SELECT * FROM b", "if a<b and c>d", "Two\n\nparagraphs", "4 * 3 * 2"),
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_as_it_is(text):
    assert plain_text(text) == text


def test_only_white_space_that_nobody_sees_is_put_in_order():
    assert plain_text("  One \r\ntwo\t\r\r\r\n\n\nthree  ") == "One\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<p>One &amp; two.</p><p>Three<br/>four</p>", "One & two.\n\nThree\nfour"),
        ("<ul>\n<li><b>a</b></li>\n<li><p>b</p></li>\n</ul>", "• a\n\n• b"),
        ("a<script>alert(1)</script><style>p{}</style><!-- c --> b<br>c", "a b\nc"),
        ("&lt;p&gt;Twice&lt;/p&gt; &eacute;&nbsp;&#39;", "Twice\n\né '"),
        ('See <a href="https://x.example">the plan</a>', "See the plan"),
        ("<p>wrapped\nline</p>\n<p>5 &lt; 6</p>", "wrapped line\n\n5 < 6"),
        ('<img src=x onerror="alert(1)">Tea', "Tea"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
    ],
)
def test_html_becomes_its_text(text, clean):
    assert plain_text(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("**Bold**, *it*, _u_, `code`, ~~no~~ and ***all***", "Bold, it, u, code, no and all"),
        ("**a *b* c**", "a b c"),
        ("# Head\n\nText\n\n## More ##\n\nTitle\n=====\nend", "Head\n\nText\n\nMore\n\nTitle\n\nend"),
        ("* a\n* b\n\n- c\n  - d", "• a\n• b\n\n• c\n  • d"),
        ("[text](https://x.example) ![pic](a.png) <https://y.example>", "text pic https://y.example"),
        ("[the plan][1]\n\n[1]: https://y.example", "the plan"),
        ("```python\nx = 1\n```\nend", "x = 1\nend"),
        ("> said so\n> twice", "said so\ntwice"),
        ("[](javascript:alert(1))a", "a"),
    ],
)
def test_markdown_becomes_its_text(text, clean):
    assert plain_text(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("$\\alpha$, $x^2$, $x_i$ and $10^{-3}$", "α, x², xᵢ and 10⁻³"),
        ("\\emph{x} and \\textbf{bold \\emph{in}}", "x and bold in"),
        ('Schr\\"odinger, G{\\"o}del, R\\\'enyi, \\c{c}, {\\o}', "Schrödinger, Gödel, Rényi, ç, ø"),
        ("\\emph{A}~B --- c, 1--2, ``quoted''", "A B — c, 1–2, “quoted”"),
        ("80\\% of R\\&D \\cite{quay27}", "80% of R&D"),
        ("$\\mathbb{R}^n$ for $n$ and $k=3$", "ℝⁿ for n and k=3"),
    ],
)
def test_latex_becomes_unicode_where_that_is_simple(text, clean):
    assert plain_text(text) == clean


def test_a_title_is_one_line():
    assert plain_line("<b>Lamp-lit</b>\n harbours &amp;  *tides*") == "Lamp-lit harbours & tides"
    assert plain_line("Light\u00adhouse har&shy;bours") == "Lighthouse harbours"
    assert plain_text("Light\u00adhouse\n\nhar&shy;bours") == "Lighthouse\n\nharbours"
    assert plain_line("C# in\n\n5 < 6 steps") == "C# in 5 < 6 steps"


signs = st.sampled_from(
    [
        *("<", ">", "<b>", "</b>", "<p>", "<br>", "<li>", "<!--", "-->", "<script>", "</script>", "&", "amp;", "&lt;"),
        *("*", "**", "_", "`", "```", "#", "# ", "- ", "* ", "[", "](", ")", "[a]: /b", "~~", "|", "---", "===", "> "),
        *(
            "$",
            "\\",
            "\\'",
            "{",
            "}",
            "\\emph{",
            "\\(",
            "\\)",
            "^",
            "a",
            "B",
            "1",
            " ",
            "\n",
            "\r",
            "é",
            "•",
            "https://x.y",
            "''",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(signs, max_size=30).map("".join) | st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    clean = plain_text(text)
    assert plain_text(clean) == clean
    assert plain_line(plain_line(text)) == plain_line(text)
    assert "\r" not in clean
    assert "\n\n\n" not in clean
    assert len(clean) <= 2 * len(text) + 10


@settings(max_examples=100)
@given(st.lists(st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=9), max_size=20).map(" ".join))
def test_words_alone_stay_as_they_are(text):
    assert plain_text(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<",
            "[",
            "*",
            "$",
            "{",
            "`",
            "_",
            "\\",
            "&",
            "<a ",
            "[a](",
            "**a",
            "$a",
            "\\(",
            "\\emph{",
            "<!--",
            "<script>",
        ),
        *(
            "&amp;",
            "&#38;",
            "- a\n",
            "> ",
            "|--",
            "[a][b]",
            "[x]:/\n",
            "\\'a",
            "<br>\n",
            "<p>\n",
            "# A #",
            "#  ",
            "* * ",
            "*a _b ",
        ),
    ],
)
def test_a_long_hostile_text_holds_nobody(piece):
    with nobody_is_held():
        assert len(plain_text(piece * 20_000)) <= 20_000 * len(piece) + 10
