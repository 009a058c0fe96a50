"""A programme as nobody should write one: markup, right-to-left text, missing facts, addresses that are scripts.

The intake takes tags and Markdown out where they are whole. What stands here gets past it as it is, so that the pages
and the API have to show it as it is.
"""

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
SCRIPT_TITLE = "<script>document.title='owned' & <Bold> {0} {{name}} %s"
SCRIPT_ABSTRACT = (
    "<svg onload=alert(1)> <img/src=x onerror=alert(1)// ![x[y]](http://evil.example/b.png) :red[loud] $5 to $6 "
    '2**3**4 &bogus; {title!r} "quoted"'
)
MARKDOWN_TITLE = "![x[y]](http://evil.example/c.png) [a[b]](javascript:alert) ` :material/home: :red[it] costs $5 or $6"
SPEAKER = 'Robert ") DROP <Tables>'
TRACK = "<Track> :blue[b]"
ROOM = "Room &co; {7} \u202enwod\u202c"
RIGHT_TO_LEFT = "مقدمة في تحليل البيانات الصحية"
NO_ABSTRACT = "A talk without an abstract"
CODE = "<b>P-001</b>"
ADDRESS = "https://example.org/talk?a=1&b=%222%22"

_COLUMNS = ("title", "abstract", "speakers", "track", "level", "room", "start", "end", "language", "url", "board")
_ROWS = (
    {
        "title": SCRIPT_TITLE,
        "abstract": SCRIPT_ABSTRACT,
        "speakers": SPEAKER,
        "track": TRACK,
        "level": "advanced",
        "room": ROOM,
        "start": "2027-05-11T10:00",
        "end": "2027-05-11T10:40",
        "language": 'en" onclick="x',
        "url": ADDRESS,
        "board": CODE,
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
