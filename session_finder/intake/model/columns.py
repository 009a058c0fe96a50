"""Which column is what: names that organizers' files use for the fields of a session, in any order and case."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from session_finder.text.folding import fold

# A field's earlier name wins over a later one. After the English names: German, French, Spanish, Italian, Portuguese,
# Dutch and Polish, where a word of one language is not written for the others again ("titel", "tema", "sala").
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "id": (
        *("id", "uid", "guid", "unique id", "code", "number", "ref", "#", "nr"),
        *("kennung", "nummer", "identifiant", "numéro", "identificador", "identificativo", "numer"),
    ),
    "title": (
        *("title", "session title", "titel", "vortragstitel", "beitragstitel", "titel des vortrags", "titre"),
        *("intitulé", "titre de la session", "titre de la proposition", "título", "título de la sesión"),
        *("título de la propuesta", "título da sessão", "título da proposta", "titolo", "titolo della sessione"),
        *("titolo della proposta", "voorstel titel", "sessietitel", "tytuł", "tytuł sesji", "tytuł zgłoszenia"),
        *("nazwa", "name", "session", "talk", "vortrag"),
    ),
    "abstract": (
        *("abstract", "description", "long description", "summary", "content", "text", "short description"),
        *("zusammenfassung", "beschreibung", "kurzfassung", "kurzbeschreibung", "inhalt", "résumé", "resumen"),
        *("descripción", "riassunto", "descrizione", "sommario", "resumo", "descrição", "samenvatting"),
        *("beschrijving", "omschrijving", "streszczenie", "opis"),
    ),
    "speakers": (
        *("speakers", "speaker", "authors", "author", "speaker names", "presenters", "presenter", "speaker name"),
        *("speaker(s)", "author(s)", "presenter(s)", "author names", "author list", "presenting author", "full name"),
        *("presenter name", "presenter names", "lecturers", "lecturer", "panelists", "panellists", "instructors"),
        *("instructor", "referenten", "referent", "referentin", "referent*in", "vortragende", "sprecher", "redner"),
        *("autoren", "autor", "namen der vortragenden", "intervenants", "intervenant", "orateurs", "orateur"),
        *("auteurs", "auteur", "conférenciers", "noms des intervenants", "ponentes", "ponente", "oradores", "autores"),
        *("nombres de los ponentes", "relatori", "relatore", "autori", "nomi dei relatori", "palestrantes"),
        *("palestrante", "nomes de palestrantes", "sprekers", "spreker", "sprekers namen", "prelegenci", "prelegent"),
        *("autorzy", "imiona prelegentów"),
    ),
    "track": (
        *("track", "tracks", "topic", "stream", "theme", "strand", "main topic", "subject area", "category"),
        *("thema", "themenbereich", "kategorie", "parcours", "thématique", "catégorie", "línea temática"),
        *("eje temático", "tema", "categoría", "trilha", "eixo temático", "ścieżka", "kategoria"),
    ),
    "level": (
        *("level", "audience level", "difficulty", "skill level", "experience level"),
        *("niveau", "schwierigkeitsgrad", "nivel", "livello", "nível de público", "poziom"),
    ),
    "format": (
        *("format", "type", "session type", "session format", "session category", "submission type", "kind"),
        *("contribution type", "type of contribution", "type of session", "type of presentation", "activity type"),
        *("beitragsart", "beitragstyp", "veranstaltungsart", "veranstaltungsformat", "beitragsformat"),
        *("einreichungsart", "vortragsart", "art", "typ", "type de session", "type de proposition", "tipo"),
        *("tipo de sesión", "formato", "tipologia", "tipologia di sessione", "tipo de sessão", "soort"),
        *("sessie type", "typ wystąpienia"),
    ),
    "room": (
        *("room", "location", "venue", "room/location", "place", "room name", "location name", "hall"),
        *("raum", "saal", "ort", "salle", "lieu", "sala", "lugar", "aula", "luogo", "local", "zaal", "ruimte"),
        *("locatie", "miejsce"),
    ),
    "start": (
        *("start", "start time", "starts", "begin", "starts at", "date_start", "time start", "start date time"),
        *("date time start", "start datetime", "start date and time", "begin time", "begins", "scheduled at"),
        *("date and time", "date & time", "date/time", "datetime", "time", "time slot", "timeslot"),
        *("beginn", "startzeit", "anfang", "uhrzeit", "zeit", "début", "heure de début", "heure", "horaire"),
        *("comienzo", "inicio", "hora de inicio", "hora", "horario", "inizio", "ora di inizio", "ora", "orario"),
        *("begintijd", "starttijd", "aanvang", "tijd", "początek", "godzina", "czas"),
    ),
    "end": (
        *("end", "finish", "end time", "ends", "ends at", "date_end", "time end", "end date time", "date time end"),
        *("end datetime", "end date and time", "finish time", "finishes", "ende", "endzeit", "fin", "heure de fin"),
        *("hora de fin", "fine", "ora di fine", "término", "fim", "einde", "eindtijd", "koniec"),
    ),
    "day": (*("day", "date", "start date", "datum", "tag", "jour", "fecha", "día", "giorno", "data", "dag", "dzień"),),
    "duration": (
        *("duration", "length", "minutes", "scheduled duration", "duration (minutes)", "duration (min)"),
        *("duration in minutes", "dauer", "durée", "duración", "durata", "duração", "duur", "czas trwania"),
    ),
    "language": (
        *("language", "lang", "languages", "spoken language"),
        *("sprache", "langue", "idioma", "lingua", "linguaggio", "taal", "język"),
    ),
    "tags": (
        *("tags", "keywords", "topics", "keyword", "keyword(s)", "schlagworte", "schlagwörter", "stichworte"),
        *("stichwörter", "mots-clés", "mots clés", "palabras clave", "etiquetas", "parole chiave"),
        *("palavras-chave", "palavras chave", "trefwoorden", "słowa kluczowe"),
    ),
    "url": ("url", "link", "share link", "web page", "permalink", "lien", "enlace"),
}
# "abstract_title" names the talk where "session_title" names the block it is in, so the order counts.
_OF_A_SESSION = ("abstract", "paper", "talk", "presentation", "session", "panel", "event")
_OF_THE_CONFERENCE = frozenset({"event id", "event uid", "event code", "event number", "event name", "event url"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TOGETHER = " + "  # between the headers of columns that are read as one
_LONGEST = 100  # characters; a longer cell is no name of a column


def plain_name(header: str) -> str:
    """A header for comparison: no case, accents, asterisks, underscores or stray byte order mark."""
    return " ".join(fold(header).replace("\ufeff", "").replace("_", " ").split()).strip("* ")


def spaced_name(header: str) -> str:
    """``plain_name`` of a header that joins its words: "SessionTrack" is a session track."""
    return plain_name(_CAMEL.sub(" ", header))


def candidates(headers: Sequence[str]) -> dict[str, list[int]]:
    """Field → the positions of all columns that may be it, the best name first, then the first column."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for position, header in enumerate(headers):
        known = _known(header) if len(header) <= _LONGEST else None
        if known is not None:
            field, rank = known
            ranked.setdefault(field, []).append((rank, position))
    return {field: [position for _, position in sorted(ranked[field])] for field in FIELDS if field in ranked}


def mapped(headers: Sequence[str]) -> dict[str, int]:
    """Field → position of its column. A field's earlier name wins over a later one, the first column over others."""
    return {field: positions[0] for field, positions in candidates(headers).items()}


def all_there(mapping: Mapping[str, str], headers: Collection[str]) -> bool:
    """Whether a file with these headers has all columns of a mapping, field → header; False without any headers."""
    wanted = [header for header in mapping.values() if header]
    return bool(headers) and all(_there(header, headers) for header in wanted)


def _there(label: str, headers: Collection[str]) -> bool:
    """Whether a column, or each of several that are read as one, is in a file."""
    return label in headers or all(part in headers for part in label.split(_TOGETHER))


def _known(header: str) -> tuple[str, int] | None:
    if header.strip().casefold() == "resume":
        return None  # without its accents it is somebody's curriculum vitae
    return _NAMES.get(plain_name(header)) or _NAMES.get(spaced_name(header))


def _names() -> Iterator[tuple[str, str, int]]:
    """Every name, its field and its rank; the names as they stand before those made by a word in front."""
    steps = len(_OF_A_SESSION) + 1
    for field, names in FIELDS.items():
        for place, name in enumerate(names):
            yield plain_name(name), field, place * steps
    for field, names in FIELDS.items():
        for place, name in enumerate(names):
            for step, word in enumerate(_OF_A_SESSION, start=1):
                yield f"{word} {plain_name(name)}", field, place * steps + step


def _by_name() -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for name, field, rank in _names():
        if name not in _OF_THE_CONFERENCE:
            known.setdefault(name, (field, rank))
    return known


_NAMES: Final = _by_name()
