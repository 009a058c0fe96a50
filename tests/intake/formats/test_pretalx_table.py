# ruff: noqa: E501  headers stand here as the tools write them, on one line

import pytest
from tables_by_hand import source

from session_finder.intake.formats.pretalx_table import NAME, read

ENGLISH = """
ID,Proposal title,Proposal state,Session type,Track,Tags,Abstract,Description,Notes,Internal notes,Duration,Language,\
Speaker IDs,Speaker names,Room,Start,End,Median score,T-shirt size
AB1,Ropes,accepted,Talk,Craft,"knots
splices",Ropes hold.,A long text on how they hold.,call me,weak,30,en,X1,"Ada Quill
Bruno Vale",Pier,2027-05-11T10:00:00+01:00,2027-05-11T10:30:00+01:00,4.5,M
AB2,Nets,rejected,Talk,,,Nets.,,,,,,,,,,,,
AB3,Sails,confirmed,Talk,,,Sails are cloth.,Sails are cloth.,,,,,,"Ada Quill, Bruno Vale",,,,,
AB4,Oars,parked,Talk,,,Oars.,,,,,,,,,,,,
"""
HEADERS = {
    "en": "ID,Proposal title,Abstract,Description,Session type,Track,Speaker names,Room,Start,End,Language",
    "de": "ID,Titel,Zusammenfassung,Beschreibung,Einreichungsart,Track,Namen der Vortragenden,Raum,Beginn,Ende,Sprache",
    "fr": "ID,Titre de la proposition,Résumé,Description,Type de proposition,Parcours,Noms des intervenants,Salle,Début,Fin,Langue",
    "es": "ID,Título de la propuesta,Resumen,Descripción,Tipo de sesión,Línea temática,Nombres de los ponentes,Sala,Comienzo,Fin,Idioma",
    "it": "ID,Titolo della proposta,Riassunto,Descrizione,Tipologia di sessione,Tema,Nomi dei relatori,Aula,Inizio,Fine,Linguaggio",
    "pt": "ID,Título da proposta,Resumo,Descrição,Tipo de sessão,Trilha,Nomes de palestrantes,Sala,Início,Término,Idioma",
    "nl": "ID,Voorstel titel,Samenvatting,Beschrijving,Sessie type,Track,Sprekers namen,Zaal,Begin,Einde,Taal",
    "pl": "ID,Tytuł zgłoszenia,Streszczenie,Opis,Typ wystąpienia,Ścieżka,Imiona prelegentów,Sala,Start,Koniec,Język",
}


def test_a_full_export_is_read_field_by_field():
    extract = read(source(ENGLISH))
    assert (extract.format, extract.rows) == (NAME, 4)
    assert extract.records[0].values == {
        "id": "AB1",
        "title": "Ropes",
        "abstract": "Ropes hold.\n\nA long text on how they hold.",
        "speakers": ("Ada Quill", "Bruno Vale"),
        "track": "Craft",
        "format": "Talk",
        "room": "Pier",
        "start": "2027-05-11T10:00:00+01:00",
        "end": "2027-05-11T10:30:00+01:00",
        "duration": "30",
        "language": "en",
        "tags": ("knots", "splices"),
    }


def test_abstract_and_description_that_say_the_same_are_said_once():
    assert read(source(ENGLISH)).records[2].values["abstract"] == "Sails are cloth."


def test_only_accepted_and_confirmed_are_in_and_strange_states_are_kept_with_a_warning():
    extract = read(source(ENGLISH))
    assert [record.accepted for record in extract.records] == [True, False, True, True]
    assert [str(problem) for problem in extract.problems] == [
        "warning: Proposal state: This state is not known; its sessions (1) were kept. "
        "Export accepted and confirmed ones only."
    ]


def test_notes_scores_and_questions_are_dropped():
    extract = read(source(ENGLISH))
    assert extract.dropped == ("Notes", "Internal notes", "Speaker IDs", "Median score", "T-shirt size")
    assert not any(secret in repr(extract) for secret in ("call me", "weak", "4.5"))


@pytest.mark.parametrize("language", HEADERS)
def test_headers_are_known_in_the_organizers_language(language):
    cells = "AB1,Ropes,Short.,Longer text.,Talk,Craft,Ada Quill,Pier,2027-05-11T10:00,2027-05-11T10:30,en"
    extract = read(source(f"{HEADERS[language]}\n{cells}"))
    assert extract.dropped == ()
    assert extract.records[0].values == {
        "id": "AB1",
        "title": "Ropes",
        "abstract": "Short.\n\nLonger text.",
        "speakers": "Ada Quill",
        "track": "Craft",
        "format": "Talk",
        "room": "Pier",
        "start": "2027-05-11T10:00",
        "end": "2027-05-11T10:30",
        "language": "en",
    }


def test_translated_states_are_found_by_their_words():
    text = "ID,Titel,Einreichungsart,Zustand\n1,a,Vortrag,akzeptiert\n2,b,Vortrag,abgelehnt\n3,c,Vortrag,bestätigt"
    extract = read(source(text))
    assert [record.accepted for record in extract.records] == [True, False, True]
    assert extract.dropped == ()


@pytest.mark.parametrize(
    "names", ["Start (date),Start (time),End (time)", "Beginn (Datum),Beginn (Uhrzeit),Ende (Uhrzeit)"]
)
def test_date_and_time_apart_are_a_day_and_clock_times(names):
    values = read(source(f"ID,Proposal title,{names}\nA,b,2027-05-11,10:00,10:30")).records[0].values
    assert (values["day"], values["start"], values["end"]) == ("2027-05-11", "10:00", "10:30")


def test_a_description_alone_is_the_abstract():
    extract = read(source("ID,Proposal title,Description\nA,b,Text."))
    assert extract.records[0].values["abstract"] == "Text."
    assert extract.columns["abstract"] == "Description"


@pytest.mark.parametrize(
    "header", ["ID,Title,Abstract", "Proposal title,Abstract", "id,title,speaker names", "ID,Speaker IDs"]
)
def test_other_tables_are_left_to_others(header):
    assert read(source(f"{header}\na,b,c")) is None
