"""Made-up conferences: sessions in whole sentences from word lists of our own, always the same for the same number.

A session has about a hundred words in six sentences, of which the tool's name and the place are its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from session_finder.domain.sessions import Programme, Session

FIELDS = (
    ("Health", ("hospital wards", "vaccination records", "medical imaging", "patient journeys", "wearable sensors")),
    ("Climate", ("flood maps", "ocean buoys", "urban heat", "glacier surveys", "carbon accounts")),
    ("Teaching", ("first-year courses", "peer review in class", "lab notebooks", "exam questions", "reading groups")),
    ("Infrastructure", ("container clusters", "message queues", "storage engines", "network cards", "build farms")),
    ("Language", ("dialect recordings", "court rulings", "parallel texts", "spoken questions", "old letters")),
    ("Money", ("tax returns", "card payments", "household budgets", "insurance claims", "pension funds")),
    ("Transport", ("bus timetables", "freight trains", "cycle counters", "ferry bookings", "parking meters")),
    ("Privacy", ("consent forms", "access logs", "synthetic records", "shared statistics", "location traces")),
    ("Heritage", ("museum catalogues", "church registers", "excavation diaries", "folk songs", "theatre bills")),
    ("Energy", ("smart meters", "wind parks", "heat pumps", "battery packs", "grid frequency")),
)
METHODS = (
    "causal graphs", "survival models", "vector search", "streaming joins", "small language models", "open standards",
    "Bayesian priors", "graph databases", "anomaly detection", "schema migrations", "differential privacy", "pairing",
    "property-based tests", "citizen science", "field interviews", "simulation", "careful sampling", "column stores",
)  # fmt: skip
AIMS = (
    "answer questions that nobody had written down", "find the records that contradict each other",
    "halve the time until a decision", "give people back what they had told us", "see what the average hides",
    "predict the next week instead of the last year", "let newcomers contribute on their first day",
    "keep costs flat while use doubled", "make the same figures come out twice", "explain a result to the board",
)  # fmt: skip
TROUBLES = (
    "half of the identifiers had been typed by hand", "the oldest files used three encodings at once",
    "nobody owned the pipeline after the reorganization", "the first prototype was faster than the production system",
    "the people who knew the codes had retired", "our alerts fired every night and meant nothing",
    "two teams had solved it already without knowing of each other", "the vendor changed the format in mid-season",
)  # fmt: skip
LESSONS = (
    "measure before you migrate", "write the glossary first", "throw the dashboard away once a year",
    "put the uncertainty on the same page", "ask who has to get up at night", "start with the dullest table",
    "automate the apology as well", "publish the failures beside the results",
)  # fmt: skip
PLACES = (
    "a port city", "a rural clinic", "three ministries", "a volunteer project", "a national archive", "a small bank",
    "a university library", "a regional railway", "a school district", "a weather service", "a theatre", "a co-op",
)  # fmt: skip
GIVEN = ("Ana", "Bela", "Chidi", "Dilan", "Elin", "Farid", "Grete", "Hana", "Ivo", "Jun", "Kofi", "Lina", "Mateo")
FAMILY = ("Abara", "Brandt", "Costa", "Duarte", "Ekström", "Faber", "Goto", "Haddad", "Ito", "Jansen", "Kaya", "Lund")
_SYLLABLES = ("ka", "lo", "mi", "ru", "ven", "tas", "bo", "dri", "fel", "gan", "hu", "jex", "no", "pra", "sil", "zur")


def tool(number: int) -> str:
    """A name that no other number below a million has, as projects call themselves."""
    name, left = "", number * 40_503 % 16**5  # an odd factor: neighbours sound different
    for _ in range(5):
        left, place = divmod(left, len(_SYLLABLES))
        name += _SYLLABLES[place]
    return name.capitalize()


def session(number: int, name: str = "") -> Session:
    """The session of that number; ``name`` calls its tool otherwise, and it is another session on the same subject."""
    drawn = random.Random(number)
    tool_name = name or tool(number)
    field, subjects = drawn.choice(FIELDS)
    first, second = drawn.sample(subjects, 2)
    method, other_method = drawn.sample(METHODS, 2)
    aim, trouble, lesson, place = (drawn.choice(words) for words in (AIMS, TROUBLES, LESSONS, PLACES))
    abstract = " ".join(
        (
            f"{tool_name} began as a weekend project for {first} in {place}, and was meant to {aim}.",
            f"We had collected {first} for {drawn.randint(2, 30)} years before anybody asked what they were for.",
            f"Then {trouble}, and with {method} alone we could not {drawn.choice(AIMS)}.",
            f"So we combined {method} with {other_method}, tried both on {second}, and kept what survived a real week.",
            f"The talk shows where that works for {second}, where it does not, and its cost in {drawn.choice(PLACES)}.",
            f"You will take home a checklist for your own {first}, the reasons behind it, and one rule: {lesson}.",
            f"Questions and bug reports on {tool_name} are welcome.",
        )
    )
    title = f"{tool_name}: {method} for {first}"
    speakers = tuple(f"{drawn.choice(GIVEN)} {drawn.choice(FAMILY)}" for _ in range(drawn.randint(1, 2)))
    return Session(f"s{number}", title, abstract, speakers, field, format="talk", room=f"Room {number % 9 + 1}")


def conference(number: int, sessions: Sequence[Session]) -> Programme:
    """A conference of these sessions."""
    return Programme(f"conference-{number:04d}", f"Conference {number}", tuple(sessions), "Europe/Lisbon")


def drawn_from(pool: Sequence[Session], number: int, size: int) -> Programme:
    """The conference of that number: ``size`` different sessions of the pool."""
    return conference(number, random.Random(number).sample(pool, size))


def interest(drawn: random.Random) -> str:
    """What somebody might type, hardly ever the same twice, so that no remembered vector helps."""
    field, subjects = drawn.choice(FIELDS)
    return f"{drawn.choice(METHODS)} for {drawn.choice(subjects)} {field.lower()} {drawn.randrange(10**6)}"
