"""What organizers' tools export and nobody may see: it is named by its header and written nowhere."""

import csv
import io
import json

import pytest

from session_finder.domain.library import Draft
from session_finder.intake import read_programme
from session_finder.storage.files.library import FileLibrary

# The headers of each tool's export. What stands after a bar is nobody's business.
HEADERS = {
    "Sessionize 2025": "Title, Description, Session format, Room, Scheduled At, Scheduled Duration, FirstName, LastName"
    " | Owner, Owner Email, What will people learn?, Owner Informed, Owner Confirmed, Live Link, Recording Link,"
    " Speaker Id, Email, TagLine, Bio, X (Twitter), LinkedIn, Company Website, Profile Picture",
    "Sessionize 2026": "Session Id, Title, Description, Session format, Main Topic, Sub-Topic,"
    " Level, Room, Scheduled At,"
    " Scheduled Duration, FirstName, LastName | Owner, Owner Email, Owner Informed, Owner Confirmed, Speaker Id, Email,"
    " TagLine, Bio, Blog, Instagram, Favorited Count, Mobile phone, Which group do you belong to?, Your pronoun,"
    " Shirt size, Travel cost",
    "Sessionize schedule": "Day, Time, Room, Title, Speakers |",
    "pretalx": "ID, Proposal title, Session type, Track, Tags, Abstract, Description,"
    " Duration, Language, Speaker names,"
    " Room, Start, End | Pending proposal state, Created, Notes, Internal notes, Slot count,"
    " Session image, Speaker IDs,"
    " Show this session in public list of featured sessions., Don’t record this session., Median score,"
    " Average (mean) score, Resources, Requires signup, Number of attendees, E-mail, T-shirt",
    "pretalx in German": "ID, Titel, Zusammenfassung, Beschreibung, Einreichungsart, Track,"
    " Namen der Vortragenden, Raum,"
    " Beginn, Ende, Sprache | Interne Notizen, Notizen, E-Mail, Telefon",
    "Whova": "*Date, *Time Start, *Time End, Tracks, *Session Title, Room/Location, Description, Speakers, Authors,"
    " Session or Sub-session(Sub), Tags | Phone, Notes",
    "EasyChair": "#, title, authors, keywords, abstract"
    " | submitted, last updated, form fields, notified, reviews sent, reviewer notes, score",
    "Guidebook": "Session Title, Date, Time Start, Time End, Room/Location, Schedule Track (Optional),"
    " Description (Optional) | End Date (Optional), Organizer e-mail",
    "Mini-Conf": "UID, title, authors, abstract, keywords | sessions, emails",
    "Conferia": "date_start, date_end, type, title, abstract, author, location, session | session_order, chair, phone",
    "Seed": "Unique ID, Name, Description, Start Time, End Time, Location Name | Activity Code, Contact e-mail",
    "Swapcard": "Title, Description, Start date and time, End date and time, Topics, Location, Type, Languages,"
    " Internal Id | Speaker e-mails, Notes",
    "any other": "title, abstract, speakers, room | email, phone, mobile, pronouns,"
    " gender, score, reviewer comments, bio,"
    " affiliation, address, diet, whatever",
}
TIMES = {"*date": "2027-05-11", "date": "2027-05-11", "day": "2027-05-11"}


def cell(header, number):
    """A cell that suits the column, with an address in each text that has room for one."""
    name = header.casefold().lstrip("*")
    if name in TIMES:
        return TIMES[name]
    if "duration" in name or "dauer" in name:
        return "45"
    if any(word in name for word in ("time", "start", "end", "beginn", "scheduled at")):
        return f"{10 + number}:{'45' if 'end' in name else '00'}" if "time start" in name or "time end" in name else (
            f"2027-05-11 {10 + number}:{'45' if 'end' in name else '00'}"
        )  # fmt: skip
    if any(word in name for word in ("abstract", "description", "zusammenfassung", "beschreibung")):
        return (
            f"Lamps, tides and quays, part {number} of many more words that anybody may read: ask mara@private.example."
        )
    if name in ("speakers", "authors", "author", "speaker names", "namen der vortragenden"):
        return "Mara Quill <mara@private.example>; Ode Finn"
    return f"{header} {number}"


def table(listed):
    """The file, and the headers that are nobody's business."""
    public, private = ([name.strip() for name in part.split(",") if name.strip()] for part in listed.split("|"))
    written = io.StringIO(newline="")
    rows = [
        [*(cell(name, number) for name in public), *(f"PRIVATE-{number}-{place}" for place in range(len(private)))]
        for number in range(4)
    ]
    csv.writer(written).writerows([[*public, *private], *rows])
    return written.getvalue().encode(), private


def kept(folder, reading):
    """Every byte that is written when the programme is published."""
    library = FileLibrary(folder)
    library.create("harbour", "Harbour")
    version = library.stage("harbour", reading.programme, Draft("ana", "upload.csv", reading.format))
    library.publish("harbour", version.number, "ana", None)
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("tool", HEADERS)
def test_private_columns_are_named_and_their_values_are_written_nowhere(tool, tmp_path):
    content, private = table(HEADERS[tool])
    reading = read_programme(content, "upload.csv", "Europe/Lisbon")
    assert reading.programme is not None, reading.errors
    assert len(reading.programme.sessions) == 4
    written = kept(tmp_path, reading)
    assert b"tides" in written or tool == "Sessionize schedule"
    for secret in (b"PRIVATE", b"private.example", b"mara@"):
        assert secret not in written
    assert "PRIVATE" not in repr(reading)
    assert "private.example" not in repr(reading)
    # What a format itself looks at, to tell what was accepted, is neither dropped nor kept.
    judged = {"Owner", "Owner Informed", "Owner Confirmed", "Speaker Id"}
    assert set(private) - judged <= set(reading.dropped_columns)


TREES = {
    "frab": {
        "schedule": {
            "conference": {
                "days": [
                    {
                        "date": "2027-05-11",
                        "rooms": {
                            "Quay": [
                                {
                                    "id": 1,
                                    "title": "Tides",
                                    "date": "2027-05-11T10:00:00+01:00",
                                    "duration": "00:45",
                                    "abstract": "a@private.example",
                                    "answers": ["PRIVATE-1"],
                                    "persons": [{"name": "Mara Quill", "email": "PRIVATE-2", "biography": "PRIVATE-3"}],
                                }
                            ]
                        },
                    }
                ]
            }
        }
    },
    "pretalx": {
        "results": [
            {
                "code": "ABCDEF",
                "title": "Tides",
                "state": "confirmed",
                "abstract": "ask a [at] private.example",
                "notes": "PRIVATE-1",
                "internal_notes": "PRIVATE-2",
                "answers": [{"answer": "PRIVATE-3"}],
                "slots": [],
                "speakers": [{"name": "Mara Quill", "email": "PRIVATE-4", "biography": "PRIVATE-5"}],
            }
        ]
    },
    "Sessionize": {
        "sessions": [
            {
                "id": "1",
                "title": "Tides",
                "description": "a@private.example",
                "startsAt": "2027-05-11T10:00:00",
                "speakers": ["s"],
                "isServiceSession": False,
                "liveUrl": "PRIVATE-1",
                "questionAnswers": [{"question": "Diet?", "answer": "PRIVATE-2"}],
            }
        ],
        "speakers": [{"id": "s", "fullName": "Mara Quill", "bio": "PRIVATE-3", "email": "PRIVATE-4"}],
    },
    "Sched": [
        {
            "id": "1",
            "name": "Tides",
            "event_start": "2027-05-11 10:00",
            "event_end": "2027-05-11 11:00",
            "event_key": "x",
            "description": "a@private.example",
            "goers": "PRIVATE-1",
            "video_stream": "PRIVATE-2",
            "speakers": [{"name": "Mara Quill", "company": "PRIVATE-3", "email": "PRIVATE-4"}],
        }
    ],
    "any": {
        "talks": [
            {
                "title": "Tides",
                "abstract": "a@private.example",
                "speakers": [{"name": "Mara Quill", "phone": "PRIVATE-1"}],
                "score": "PRIVATE-2",
                "reviews": ["PRIVATE-3"],
                "notes": "PRIVATE-4",
                "pronouns": "PRIVATE-5",
            }
        ]
    },
}


@pytest.mark.parametrize("tool", TREES)
def test_private_keys_of_json_are_written_nowhere(tool, tmp_path):
    reading = read_programme(json.dumps(TREES[tool]).encode(), "upload.json", "Europe/Lisbon")
    assert [session.title for session in reading.programme.sessions] == ["Tides"]
    assert reading.programme.sessions[0].speakers == ("Mara Quill",)
    written = kept(tmp_path, reading)
    for secret in ("PRIVATE", "private.example"):
        assert secret.encode() not in written
        assert secret not in repr(reading)
