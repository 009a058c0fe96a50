"""Files of every kind that organizers upload, with invented content: what the fuzzing damages."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
_BY_HAND = ROOT / "tests" / "intake" / "sample_files"
_REAL = ROOT.parent / "shared" / "data" / "programmes"
_LARGEST_REAL = 300_000  # bytes; larger ones would only be slower

_HEADERS = {
    "plain": "ID,Title,Abstract,Speakers,Track,Room,Start,End,Tags,Url,Email",
    "Sessionize": "Session Id,Title,Description,Owner,Owner Email,Session format,Owner Informed,Owner Confirmed,Room,"
    "Scheduled At,Scheduled Duration,Speaker Id,FirstName,LastName,Email",
    "pretalx": "ID,Proposal title,Proposal state,Session type,Track,Tags,Abstract,Description,Internal notes,Duration,"
    "Language,Speaker names,Room,Start,End,Median score",
    "Whova": "*Date,*Time Start,*Time End,Tracks,*Session Title,Room/Location,Description,Speakers,Authors,"
    "Session or \rSub-session(Sub)",
    "EasyChair": "#,title,authors,submitted,last updated,form fields,keywords,decision,notified,reviews sent,"
    "abstract,deleted?",
    "Guidebook": "Session Title,Date,Time Start,Time End,Room/Location,Schedule Track (Optional),"
    "Description (Optional)",
    "Swapcard": "Title,Description,Start date and time,End date and time,Topics,Location,Type,Languages,Internal Id",
    "Conferia": "date_start,date_end,type,title,abstract,author,location,session,session_order,chair",
    "Mini-Conf": "UID,title,authors,abstract,keywords,sessions",
}
_GRID = "Tuesday 11 May 2027,Quay 1,Quay 2\n" + "".join(
    f"{9 + n}:00 - {10 + n}:00,Lamp {n},Tide {n} (Mara Quill)\n" for n in range(6)
)
_JS = (
    "export default [\n"
    + "".join(
        f"  {{ id: {n}, title: `Lamp ${n}`, start: new Date('2027-05-11T1{n}:00'), desc: 'a' + \"b\" }}, // {n}\n"
        for n in range(9)
    ).replace("$", "")
    + "];\n"
)
_DATED = re.compile("date_|scheduled at|^start$|^end$|date and time")


def kinds() -> tuple[str, ...]:
    """The names of the kinds, real programmes last where they are here."""
    return (*_makers(), *(("real",) if _REAL.is_dir() else ()))


@cache
def originals(kind: str) -> tuple[tuple[bytes, str], ...]:
    """The whole files of a kind, (content, name) each."""
    if kind != "real":
        return tuple(_makers()[kind])
    found = (path for path in sorted(_REAL.rglob("*")) if path.is_file() and path.suffix not in (".txt", ".md", ""))
    return tuple((path.read_bytes(), path.name) for path in found if path.stat().st_size < _LARGEST_REAL)


@cache
def _makers() -> dict[str, list[tuple[bytes, str]]]:
    tables = [(_table(header).encode(), f"{name}.csv") for name, header in _HEADERS.items()]
    trees = [(json.dumps(tree).encode(), f"{name}.json") for name, tree in _trees().items()]
    pairs = {"xml": (_xml().encode(), "schedule.xml"), "ics": (_ics().encode(), "all.ics")}
    workbook = _workbook(_table(_HEADERS["plain"]))
    return {
        "csv": tables,
        "xlsx": [(workbook, "programme.xlsx"), (_workbook(_table(_HEADERS["Sessionize"])), "sessions.xlsx")],
        "xls": [(path.read_bytes(), path.name) for path in sorted(_BY_HAND.glob("*.xls"))],
        "json": trees,
        **{kind: [pair] for kind, pair in pairs.items()},
        "ods": [(_ods(_table(_HEADERS["plain"])), "programme.ods")],
        "yaml": [(_yaml().encode(), "sessions.yml")],
        "javascript": [
            (f"var program = {json.dumps(_trees()['any'])};".encode(), "program.js"),
            (_JS.encode(), "p.js"),
        ],
        "markdown": [(_markdown().encode(), "schedule.md")],
        "html": [(_html().encode(), "schedule.html"), (_linked_data().encode(), "events.html")],
        "grid": [(_GRID.encode(), "grid.csv")],
        "archives": [
            (zipped({f"day{n}.csv": tables[0][0] for n in range(2)}), "days.zip"),
            (zipped({f"talks/{n}.yml": f"title: Lamp {n}\nroom: Quay\n".encode() for n in range(5)}), "talks.zip"),
            (gzip.compress(tables[0][0]), "p.csv.gz"),
            (zipped({"p.json": trees[0][0]}), "p.zip"),
        ],
    }


def _table(header: str) -> str:
    names = next(csv.reader([header.replace("\r", " ")]))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([names, *([_cell(name, number) for name in names] for number in range(12))])
    return written.getvalue()


def _cell(name: str, number: int) -> str:
    """A cell as a column of that name would have it."""
    name = name.casefold().strip("*")
    hour = 9 + number % 8
    if _DATED.search(name):
        return f"2027-05-{11 + number // 8} {hour + ('end' in name)}:00"
    known = {
        "date": f"5/{11 + number // 8}/2027",
        "time start": f"{hour}:00",
        "time end": f"{hour}:45",
        "proposal state": "confirmed",
        "decision": "accept",
        "duration": "45",
        "scheduled duration": "45",
        "deleted?": "",
        "url": f"https://harbour.example/{number}",
    }
    words = f"{name} {number}: how <b>lamps</b> &amp; tides turn, and *why* it costs $x^{number}$; " * (number % 4 + 1)
    short = {"id": f"S-{number}", "#": str(number), "room": f"Quay {number % 3}", "speakers": "Mara Quill; Ode Finn"}
    return known.get(name, short.get(name, words if "abs" in name or "desc" in name else f"{name} {number}"))


def _trees() -> dict[str, object]:
    numbers = range(10)
    talk = {"abstract": "How *lamps* turn.", "description": None, "language": "en", "track": {"en": "Light"}}
    start = "2027-05-11T10:00:00+01:00"
    frab = [
        {
            **talk,
            "id": n,
            "guid": f"g{n}",
            "title": f"Lamp {n}",
            "date": start,
            "start": "10:00",
            "duration": "00:45",
            "room": "Quay",
            "persons": [{"id": 1, "public_name": "Mara Quill", "email": "m@harbour.example"}],
        }
        for n in numbers
    ]
    sessionize = [
        {
            "id": str(n),
            "title": f"Lamp {n}",
            "description": "Tides.",
            "startsAt": "2027-05-11T10:00:00",
            "speakers": ["s"],
            "endsAt": "2027-05-11T11:00:00",
            "isServiceSession": n == 3,
            "roomId": 1,
            "categoryItems": [7],
            "status": "Accepted",
        }
        for n in numbers
    ]
    slot = {"start": start, "end": "2027-05-11T10:45:00+01:00", "room": {"en": "Quay"}}
    return {
        "frab": {
            "schedule": {
                "conference": {
                    "title": "Harbour",
                    "time_zone_name": "Europe/Lisbon",
                    "days": [{"date": "2027-05-11", "rooms": {"Quay": frab}}],
                }
            }
        },
        "sessionize": {
            "sessions": sessionize,
            "speakers": [{"id": "s", "fullName": "Mara Quill"}],
            "rooms": [{"id": 1, "name": "Quay"}],
            "categories": [{"title": "Track", "items": [{"id": 7, "name": "Light"}]}],
        },
        "pretalx": {
            "count": 10,
            "next": None,
            "results": [
                {
                    **talk,
                    "code": f"AB{n}",
                    "title": f"Lamp {n}",
                    "state": "confirmed",
                    "submission_type": {"en": "Talk"},
                    "speakers": [{"code": "X", "name": "Mara Quill"}],
                    "slots": [slot],
                    "tags": ["light"],
                }
                for n in numbers
            ],
        },
        "sched": [
            {
                "id": f"e{n}",
                "name": f"Lamp {n}",
                "event_start": "2027-05-11 10:00",
                "event_end": "2027-05-11 11:00",
                "event_type": "Talk",
                "venue": "Quay",
                "speakers": [{"name": "Mara Quill"}],
            }
            for n in numbers
        ],
        "any": [
            {**talk, "sessionTitle": f"Lamp {n}", "start": 45797.5 + n, "room": ["Quay"], "tags": ["a"]}
            for n in numbers
        ],
    }


def _xml() -> str:
    events = "".join(
        f'<event guid="g{n}" id="{n}"><date>2027-05-11T1{n}:00:00+01:00</date><start>1{n}:00</start>'
        f"<duration>00:45</duration><room>Quay</room><title>Lamp {n}</title>"
        f"<abstract>How &lt;b&gt;lamps&lt;/b&gt; turn.</abstract>"
        f'<persons><person id="1">Mara Quill</person></persons></event>'
        for n in range(9)
    )
    head = "<conference><title>Harbour</title><time_zone_name>Europe/Lisbon</time_zone_name></conference>"
    day = f'<day date="2027-05-11" index="1"><room name="Quay">{events}</room></day>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<schedule>{head}{day}</schedule>'


def _yaml() -> str:
    talks = "".join(
        f"- <<: *common\n  title: 'Lamp {n}'\n  start: 2027-05-11 1{n}:00\n  speakers: [Mara Quill, Ode Finn]\n"
        "  abstract: >\n    How lamps\n    turn.\n"
        for n in range(9)
    )
    return f"# Harbour\ncommon: &common {{room: Quay, level: all}}\nsessions:\n{talks}"


def _markdown() -> str:
    days = (
        f"## {11 + day} May 2027\n\n| Time | Title | Room |\n|------|:-----:|------|\n"
        + "".join(f"| 1{n}:00-1{n}:30 | Lamp {day} \\| {n} | [Quay](https://harbour.example) |\n" for n in range(4))
        for day in range(2)
    )
    return "# Harbour\n\n" + "\n".join(days)


def _html() -> str:
    rows = "".join(f"<tr><td>1{n}:00</td><td>Lamp &amp; <b>tide</b> {n}</td><td>Quay</td></tr>\n" for n in range(9))
    header = "<tr><th>Time</th><th>Title</th><th>Room</th></tr>"
    return f"<!DOCTYPE html><html><h1>Harbour</h1><h2>11 May 2027</h2><table>{header}\n{rows}</table></html>"


def _linked_data() -> str:
    start = "2027-05-11T10:00+01:00"
    events = [{"@type": "Event", "name": f"Lamp {n}", "startDate": start, "location": f"Quay {n}"} for n in range(9)]
    tree = {"@context": "https://schema.org", "@type": "Event", "name": "Harbour", "subEvent": events}
    return f'<!DOCTYPE html><script type="application/ld+json">{json.dumps(tree)}</script>'


def _ods(table: str) -> bytes:
    """An .ods with the table's texts in its one sheet."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" table:number-columns-repeated="1"><text:p>{escape(cell)}'
            "</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in csv.reader(io.StringIO(table))
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet><table:table>{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def _ics() -> str:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@harbour.example\r\nSUMMARY:Lamp {n}\r\n"
        f"DTSTART;TZID=Europe/Lisbon:20270511T1{n}0000\r\n"
        f"DTEND:20270511T1{n}3000Z\r\nLOCATION:Quay\r\nCATEGORIES:Light,Tide\r\nDESCRIPTION:How lamps\\, and tides\r\n"
        "  turn.\r\nEND:VEVENT\r\n"
        for n in range(9)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Lisbon\r\n{events}END:VCALENDAR\r\n"


def _workbook(table: str) -> bytes:
    """An .xlsx with the table's texts in its one sheet."""
    rows = "".join(
        f'<row r="{line}">'
        + "".join(
            f'<c r="{chr(65 + at)}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for at, cell in enumerate(row)
        )
        + "</row>"
        for line, row in enumerate(csv.reader(io.StringIO(table)), 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main, rels = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org"
    office, package = f"{rels}/officeDocument/2006/relationships", f"{rels}/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sessions" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def zipped(entries: dict[str, bytes]) -> bytes:
    """A zip archive of these."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()
