"""Words that say that nothing is said: "No track", "to be announced", "Abstract folgt", "[Placeholder text]".

Such a text is made of a few words only, in any order: of words that put off or deny, and of words for what they put
off. One further word, and it says something: "No code" is a track, and so is "Later life".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.intake.model.columns import plain_name

_LONGEST: Final = 160  # characters; whoever writes more says something
EMPTY: Final = frozenset(
    {"na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "tba", "tbd", "tbc", "-", "–", "—"}
)
_NAMES: Final = frozenset({"na", "nan", "nil", "none", "soon"})  # which are people's names as well
_SUBJECTS: Final = frozenset({"missing", "unknown"})  # which are tags as well: of data, of persons


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# All words as plain_name leaves them, without accents: English, then German, French, Spanish, Italian, Portuguese,
# Dutch and Polish, where a word is not written for one of them already.
_LATER: Final = _words(
    "tba tbd tbc pending forthcoming coming soon shortly later follows following placeholder placeholders unavailable "
    "missing unspecified undefined unassigned unknown undecided "
    "folgt folgen demnachst nachgereicht nachgeliefert bekanntgegeben platzhalter platzhaltertext blindtext unbekannt "
    "venir bientot prochainement inconnu pendiente proximamente desconocido desconocida prossimamente sconosciuto "
    "volgt volgen binnenkort onbekend wkrotce"
)
# Words that put off after others only: "to be confirmed", "wird ergänzt", "à définir".
_ONCE: Final = _words(
    "announced confirmed determined decided defined assigned provided completed updated published scheduled advised "
    "added written posted follow come erganzt bekannt gegeben definiert confirmer definir completer preciser annoncer "
    "confirmar anunciar determinar completar breve definire confermare annunciare determinare arrivo bepalen ustalenia "
    "potwierdzenia uzupelnienia"
)
_AUXILIARY: Final = _words("to be will wird werden a por da te do em in nog")
_DENIED: Final = _words(
    "no not non without nicht kein keine keiner keinen ohne aucun aucune pas sans ningun ninguno ninguna sin nessun "
    "nessuno nessuna senza nenhum nenhuma sem geen niet zonder brak bez nie"
)
_NONE: Final = _words(
    "none nil kein keine keiner keines aucun aucune ninguno ninguna nessuno nessuna nenhum nenhuma geen neant brak"
)
_STATES: Final = _words(
    "available applicable specified given known submitted selected set stated assigned defined provided decided yet "
    "vorhanden verfugbar angegeben zugewiesen zugeordnet festgelegt bekannt disponible renseigne precise defini "
    "attribue especificado disponibile specificato definito disponivel beschikbaar bekend bepaald dotyczy"
)
_THINGS: Final = _words(
    "abstract abstracts description descriptions detail details summary text content contents info infos information "
    "title titles topic topics session talk presentation workshop keynote speaker speakers agenda program programme "
    "bio track tracks theme stream category level format type room language tag tags keyword keywords "
    "beschreibung zusammenfassung inhalt inhalte informationen angabe angaben thema themen titel vortrag referent "
    "kategorie niveau raum sprache typ resume contenu informations titre intervenant categorie salle langue parcours "
    "resumen descripcion contenido informacion titulo ponente nivel sala idioma tipo categoria tema riassunto "
    "descrizione contenuto informazioni titolo relatore livello aula lingua formato resumo descricao conteudo "
    "informacoes palestrante trilha beschrijving samenvatting inhoud informatie spreker zaal taal opis streszczenie "
    "informacje tytul poziom"
)
_AROUND: Final = _words(
    "the an is are was this it its and or more further full short final detailed still only just here has have been "
    "at of for date time stage due course we i ll shall please check back dummy "
    "der die das ein eine ist sind noch und weitere nahere kurze bald spater le la les est sont sera de plus et el los "
    "es en mas y il lo e piu o os mais het een wordt"
)
_ALL: Final = _LATER | _ONCE | _AUXILIARY | _DENIED | _STATES | _THINGS | _AROUND
_PHRASES: Final = frozenset(
    {"noch offen", "to do", "todo", "see title", "siehe titel", "k.a.", "k. a.", "n.v.t.", "s.o.", "t.b.a.", "t.b.d."}
)
_SELECT: Final = re.compile(
    r"\W*(?:please )?(?:select|choose)(?: (?:one|an?|your))?(?: \w+)?\W*|\W*bitte (?:aus)?wahlen\W*"
)
_FILLED_IN: Final = re.compile(
    r"(?:(?:a|an|just|some|this|is) )*(?:dummy|sample|example|test)(?: (?:text|abstract|description))?"
    r"|(?:insert|enter|add|your)(?: (?:your|the|an?))? (?:abstract|description|text)(?: here)?|test(?:ing)?(?: \d+)?"
    r"|asdf\w*|x+|i will \w+ (?:this|it)(?: (?:in a bit|in a while|soon|later))"
)
_SIGNS: Final = " \t\n-–—_.…/\\|?*"  # of which alone nothing is made; "★★" may be a level
_WORDS: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)  # tracks, rooms and formats come again and again
def says_nothing(value: str, *, name: bool = False, tag: bool = False) -> bool:
    """Whether a value of a session's field is none: "n/a", "No Track", "–", "to be announced".

    ``name``: of a person, where "None" and "Soon" may be one's name. ``tag``: where "Missing" may be a subject.
    """
    if len(value) > _LONGEST:
        return False
    plain = plain_name(value)
    words = _WORDS.findall(plain.replace("'", " "))
    if len(words) == 1 and words[0] in (_NAMES if name else _SUBJECTS if tag else ()):
        return False
    if len(words) == 1 and words[0] in EMPTY | _NONE:
        return True
    if not value.strip(_SIGNS) or plain in EMPTY | _PHRASES or _SELECT.fullmatch(plain):
        return True
    return _puts_off(words)


def is_placeholder(text: str) -> bool:
    """Whether a whole text only holds the place of one that is to come; a talk about placeholders says more."""
    if text[:60].lower().lstrip("[(<\"'“ ").startswith("lorem ipsum"):
        return True
    if len(text) > _LONGEST:
        return False
    words = " ".join(_WORDS.findall(plain_name(text).replace("'", " ")))
    return says_nothing(text) or _FILLED_IN.fullmatch(words) is not None


def _puts_off(words: list[str]) -> bool:
    known = set(words)
    if not known or not known <= _ALL:
        return False
    denied = bool(known & _DENIED and known & (_THINGS | _STATES))
    return denied or bool(known & _LATER) or bool(known & _ONCE and known & _AUXILIARY)
