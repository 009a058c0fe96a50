"""A programme as nobody should write one: markup, right-to-left text, missing facts, addresses that are scripts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

SLUG = "zz-hostile"
NAME = "![x](http://evil.example/name.png) <b>Hostile</b> :red[fair] $x$ 2027"
EXAMPLES = (
    "![x](http://evil.example/e.png) :red[hi] <b>b</b> $x$ :smile: *a* _b_ http://evil.example",
    ":material/home: #hash - 1. one `c` ~~x~~ [a](http://evil.example) 10:30",
)
SCRIPT_TITLE = "<script>document.title='owned'</script> & <b>bold</b>"
SCRIPT_ABSTRACT = (
    "<img src=http://evil.example/a.png onerror=alert(1)> ![x](http://evil.example/b.png) :red[loud] $x^2$ **s**"
)
MARKDOWN_TITLE = "![x](http://evil.example/c.png) [a](javascript:alert(1)) `code` :material/home: $E=mc^2$"
RIGHT_TO_LEFT = "مقدمة في تحليل البيانات الصحية"
NO_ABSTRACT = "A talk without an abstract"
ADDRESS = "https://example.org/talk?a=1&b=%222%22"

_COLUMNS = ("title", "abstract", "speakers", "track", "level", "room", "start", "end", "language", "url")
_ROWS = (
    {
        "title": SCRIPT_TITLE,
        "abstract": SCRIPT_ABSTRACT,
        "speakers": "Robert <i>Tables</i>",
        "track": "<u>Track</u>",
        "level": "advanced",
        "room": "Room &amp; Co",
        "start": "2027-05-11T10:00",
        "end": "2027-05-11T10:40",
        "language": 'en" onclick="x',
        "url": ADDRESS,
    },
    {
        "title": RIGHT_TO_LEFT,
        "abstract": "هذه الجلسة تشرح كيف نستخدم تحليل البيانات في المستشفيات.",
        "speakers": "ليلى حداد",
        "language": "ar",
        "url": "javascript:alert(1)",
    },
    {"title": NO_ABSTRACT},
    {"title": MARKDOWN_TITLE, "abstract": "Dots."},
    {"title": "W" * 300, "abstract": "x" * 5000},
)


def write_about(folder: Path) -> None:
    """The conference's name, time zone and examples."""
    quoted = ", ".join(f"'''{example}'''" for example in EXAMPLES)
    about = f"name = '''{NAME}'''\ntimezone = \"Asia/Kathmandu\"\nexamples = [{quoted}]\n"
    (folder / "about.toml").write_text(about, encoding="utf-8")


def programme_csv() -> bytes:
    """The programme as a file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_ROWS)
    return text.getvalue().encode()
