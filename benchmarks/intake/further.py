"""Columns for the other fields, and columns that have nothing to do with the programme."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.intake.columns import Cell, Column, Making
from benchmarks.intake.headers import LANGUAGES, SPELLINGS

TEXTS: Final = ("plain", "HTML", "short text beside it")
PLACES: Final = ("plain", "objects", "references")
STATES: Final = ("none", "English words", "words of another language", "phrases", "yes or no")
EXTRAS: Final = ("none", "few", "many")
_NOTES: Final = (
    "Ask again about the projector. The reviewers liked the first half and want the second half shorter.",
    "Speaker prefers the morning. Travel is paid by the employer, so no claim is expected from us this year.",
    "Second choice of the committee. Two reviewers were lukewarm, the third would fight for it. Decide in May.",
)
_BIOS: Final = (
    "Has mended nets and networks for twenty years, and teaches both on an island with more seals than people.",
    "Studied hydrography, worked on ferries, and now leads a small group that counts things nobody else counts.",
)


def text_columns(making: Making, option: str) -> list[Column]:
    """The column of the texts, and perhaps one of their first sentences."""
    texts = [row.abstract for row in making.rows]
    if option == "HTML":
        paragraphs = [
            "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n")) if text else "" for text in texts
        ]
        return [making.column("text", paragraphs, "text")]
    columns = [making.column("text", texts, "text")]
    if option == "short text beside it":
        short = [text.split(". ")[0][:100] if text else "" for text in texts]
        columns.insert(making.chance.randint(0, 1), making.column("short", short))
    return columns


def place_columns(making: Making, option: str) -> list[Column]:
    """The columns of room and track."""
    columns = []
    for part, values in (("room", [row.room for row in making.rows]), ("track", [row.track for row in making.rows])):
        if not any(values):
            continue
        known = list(dict.fromkeys(value for value in values if value))
        if option == "objects":
            cells: list[Cell] = [{"id": known.index(value) + 7, "name": value} if value else None for value in values]
            columns.append(making.column(part, cells, part))
        elif option == "references":
            making.beside[f"{part}s"] = [{"id": at + 7, "name": value} for at, value in enumerate(known)]
            cells = [known.index(value) + 7 if value else None for value in values]
            columns.append(Column(making.chance.choice((f"{part}Id", f"{part}_id", part)), cells, (part,)))
        else:
            columns.append(making.column(part, values, part))
    return columns


def state_columns(making: Making, option: str) -> list[Column]:
    """The column that says which rows stay."""
    if option == "none":
        return []
    language = making.headers.language
    if option == "yes or no":
        yes, no = making.chance.choice(SPELLINGS["yes_or_no"][language])
        answers: tuple[Cell, Cell] = (True, False) if making.tree else (yes, no)
        return [making.column("approved", [answers[not stays] for stays in making.stays], "state")]
    other = making.chance.choice(LANGUAGES[1:]) if language == "en" else language
    words = {"English words": "en", "phrases": "phrases"}.get(option, other)
    known = SPELLINGS["states"][words]
    stay = making.chance.choice(known["in"])
    out = making.chance.sample(known["out"], min(3, len(known["out"])))
    return [making.column("state", [stay if stays else making.chance.choice(out) for stays in making.stays], "state")]


_UNRELATED: Final[dict[str, Callable[[Making, int], Cell]]] = {
    "Internal notes": lambda making, _: making.chance.choice(_NOTES),
    "Email": lambda making, at: f"speaker{at}@site.example",
    "Votes": lambda making, _: making.chance.randint(0, 40),
    "Average score": lambda making, _: round(making.chance.uniform(1, 5), 2),
    "Created at": lambda making, at: f"2026-0{1 + at % 9}-{1 + at % 28:02d}T{8 + at % 12:02d}:{at % 60:02d}:00",
    "Last modified": lambda making, at: f"2026-11-{1 + at % 28:02d} 1{at % 10}:2{at % 10}:05",
    "T-shirt size": lambda making, _: making.chance.choice(("S", "M", "L", "XL")),
    "Speaker bio": lambda making, _: making.chance.choice(_BIOS),
    "Arrival date": lambda making, at: f"2026-12-{1 + at % 5:02d}",
    "Slides": lambda making, at: f"https://site.example/slides/{at}",
    "Phone": lambda making, at: f"+44 20 7946 0{at:03d}",
    "City": lambda making, _: making.chance.choice(("Harlow", "Quimper", "Emden", "Sopot")),
    "Needs a projector": lambda making, _: making.chance.choice(("yes", "no")),
    "Seats booked": lambda making, _: making.chance.randint(5, 200),
}


def unrelated_columns(making: Making, option: str) -> list[Column]:
    """Columns that an organizer keeps beside the programme."""
    count = {"none": 0, "few": 3, "many": 8}[option]
    return [
        Column(header, [_UNRELATED[header](making, at) for at in range(len(making.rows))])
        for header in making.chance.sample(list(_UNRELATED), count)
    ]


def shuffled(columns: Sequence[Column], making: Making) -> list[Column]:
    """The columns in any order, but those of the speakers in their own."""
    mixed = making.chance.sample(list(columns), len(columns))
    speakers = iter([column for column in columns if column.fields == ("speakers",)])
    return [next(speakers) if column.fields == ("speakers",) else column for column in mixed]
