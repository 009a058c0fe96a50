"""Messages for attendees on the find page and on all pages. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "Was interessiert Sie?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "Noch keine Idee? Probieren Sie eines davon aus."
CHOOSE_PROGRAMME: Final = "Programm"
MORE: Final = "Mehr anzeigen"
ABSTRACT: Final = "Die ganze Beschreibung"
NO_ABSTRACT: Final = "Das Programm enthält keine Beschreibung dieser Session."
NO_SESSIONS: Final = "In diesem Programm gibt es noch keine Sessions."
NO_MORE: Final = "Das ist das ganze Programm."
NOTHING_TYPED: Final = "Geben Sie ein Thema, eine Frage oder einen Namen ein, oder fügen Sie einen Text ein."
LONG: Final = "Nur die ersten {limit:,} Zeichen wurden gelesen."
WARMING: Final = "Gleich geht es los: Das Modell, das Ihre Eingabe liest, wird geladen. Das dauert einige Sekunden."
WARMING_PROGRESS: Final = "{name}: {done:,} von {total:,} Texten gelesen"
FAILED: Final = "Der Session Finder konnte nicht starten."
FAILED_ADVICE: Final = "Bitte geben Sie dem Organisationsteam Bescheid. Der Server meldet:"
BUSY: Final = (
    "Gerade suchen sehr viele gleichzeitig. Ihre Suche blieb ohne Antwort; versuchen Sie es gleich noch einmal."
)
NO_PROGRAMME: Final = "Hier ist noch kein Programm veröffentlicht. Bitte schauen Sie später wieder vorbei."
AWAY: Final = "Im Programm kann gerade nicht gesucht werden. Versuchen Sie es in einer Minute noch einmal."
CANNOT_BE_READ: Final = (
    "Das Programm dieser Konferenz kann gerade nicht gelesen werden. "
    "Das Organisationsteam ist benachrichtigt. Bitte versuchen Sie es später noch einmal."
)
NO_SUCH_PROGRAMME: Final = "Die Adresse nennt ein Programm, das es hier nicht gibt. Sie durchsuchen stattdessen dieses."
ANSWERED_BY: Final = "Auf diesem Server beantwortet vom Modell {model}. Was Sie eingeben, bleibt hier."
RESULTS: Final = "Die Sessions, die am besten passen"
RESULTS_SEVERAL: Final = "Die Sessions, die am besten passen, reihum zu jedem Ihrer Themen"
FOUND_FOR: Final = "Zu „{subject}“"
MISSING: Final = "Nichts in diesem Programm passt zu {subjects}."
MISSING_FILTERED: Final = "Nichts, was die Filter übrig lassen, passt zu {subjects}."
NOT_CLOSE: Final = "Nichts in diesem Programm passt wirklich zu „{interest}“; am nächsten kommen diese Sessions."
VAGUE: Final = (
    "„{interest}“ nennt kein Thema. Schreiben Sie, worüber Sie etwas hören möchten, etwa ein Stichwort oder eine Frage."
)
NOT_CLOSE_TO_LIKED: Final = (
    "Nichts in diesem Programm passt wirklich zu Ihrer Auswahl; am nächsten kommen diese Sessions."
)
FOREIGN: Final = (
    "Erkannte Sprache: {language}. Das Modell liest nur Englisch. Gefunden werden daher vor allem Namen und andere "
    "Wörter, die genau so im Programm stehen."
)
SCRIPTS: Final = {
    "a language in Cyrillic letters": "eine Sprache in kyrillischer Schrift",
    "a language in Arabic letters": "eine Sprache in arabischer Schrift",
    "a language in Devanagari letters": "eine Sprache in Devanagari-Schrift",
    "Chinese or Japanese": "Chinesisch oder Japanisch",
}
FOUND: Final = "{count} Sessions gefunden. Am besten passt: {title}"
OUTSIDE: Final = "Aus einem anderen Track"
ALSO: Final = "Auch"
SIMILAR: Final = "Ähnliche Sessions"
UP: Final = "Gefällt mir"
DOWN: Final = "Nichts für mich"
LIKED: Final = "Ähnlich wie"
DISLIKED: Final = "Anders als"
UNDO: Final = "Rückgängig"
UNDO_ALL: Final = "Alles rückgängig"

CLOSENESS: Final = {"strong": "Passt sehr gut", "good": "Passt gut", "weak": "Passt entfernt", "far": "Passt kaum"}
EVIDENCE_IN: Final = {"title": "Im Titel", "tags": "Schlagwörter", "track": "Track", "speakers": "Vortragende"}
NEAR: Final = "bedeutet Ähnliches"
HOW_CLOSE: Final = "Wie gut es passt"
ONLY_THESE: Final = "Nur Sessions mit „{value}“"
HOW_SURE: Final = "Wie sicher ist das?"
HOW_SURE_ANSWER: Final = (
    "Gemessen an über tausend Themen, deren Antworten bekannt sind: Passte die beste Session sehr gut, so "
    "hatte das Programm in 95 von 100 Fällen eine Antwort, bei „passt gut“ in 67, bei „passt entfernt“ in 25. "
    "Spätere Sessions treffen etwas seltener zu als die erste."
)
SESSION_PAGE: Final = "Seite der Session"
FIND: Final = "Suche"
NO_SUCH_SESSION: Final = (
    "Diese Session ist nicht im Programm. Vielleicht wurde sie gestrichen, nachdem der Link entstanden ist."
)

STAR: Final = "In meinen Plan"
STARRED: Final = "In meinem Plan"
TWO_PLANS: Final = (
    "Der Link, den Sie geöffnet haben, enthält einen Plan (Sessions: {link}), dieser Browser einen anderen "
    "(Sessions: {browser}). Welcher ist Ihrer?"
)
TAKE_LINKS: Final = "Der aus dem Link"
TAKE_BROWSERS: Final = "Der aus diesem Browser"
TAKE_BOTH: Final = "Beide zusammen"
BROKEN_LINK: Final = {
    "broken": "Dieser Link enthält keinen lesbaren Plan. Kopieren Sie ihn noch einmal, bis zum Ende.",
    "newer": "Dieser Link enthält einen Plan in einer neueren Form. Öffnen Sie ihn auf dem Server, von dem er stammt.",
    "full": "Dieser Link enthält mehr Sessions, als ein Plan fassen kann.",
}
PLAN_FULL: Final = "Ein Plan fasst höchstens {most} Sessions. Nehmen Sie zuerst einige heraus."

SURROUNDINGS: Final = {
    "skip": "Zum Inhalt springen",
    "pages": "Seiten",
    "menu": "Hauptmenü",
}
WEBSITE: Final = "Website der Konferenz"
LANGUAGE: Final = "Sprache"
TIMES_OF_CONFERENCE: Final = "Alle Zeiten in der Zeitzone der Konferenz ({zone})."
TIMES_OF_OWN: Final = "Alle Zeiten in Ihrer Zeitzone ({zone})."
SHOW_OWN_TIMES: Final = "In meiner anzeigen ({zone})"
SHOW_CONFERENCE_TIMES: Final = "In der der Konferenz anzeigen ({zone})"

PROGRAMME: Final = "Programm"
MY_PLAN: Final = "Mein Plan"
MAP: Final = "Karte"

FILTERS: Final = "Filter"
FILTERS_ACTIVE: Final = "Filter ({count} aktiv)"
ACTIVE_FILTERS: Final = "Aktive Filter"
FILTER_NAMES: Final = {
    "day": "Tag",
    "track": "Track",
    "level": "Niveau",
    "room": "Raum",
    "format": "Format",
    "language": "Sprache",
    "tag": "Schlagwort",
    "speaker": "Vortragende",
    "employer": "Arbeitgeber",
    "code": "Kennung",
    "begin": "Von",
    "end": "Bis",
    "at": "Läuft um",
    "longer": "Mindestdauer",
    "shorter": "Höchstdauer",
    "unsaid": "Ausgeschlossene Wörter",
    "upcoming": "Noch nicht vorbei",
    "unplanned": "Nicht in meinem Plan",
    "fitting": "Passt in meinen Plan",
}
FILTER_FACES: Final = {
    "at": "um {value}",
    "longer": "mindestens {value} Min.",
    "shorter": "höchstens {value} Min.",
    "exclude": "ohne {value}",
}
MOST_FREQUENT: Final = "Die {count} häufigsten von {all}"
FILTER_VALUE: Final = "{name}: {value}"
FILTER_TIME: Final = "Uhrzeit"
FILTER_TIME_ZONE: Final = "Uhrzeit ({zone})"
FILTER_ONLY: Final = "Nur"
ANY_TIME: Final = "Beliebig"
WITH_COUNT: Final = "{choice} ({count})"
REMOVE_FILTER: Final = "Filter {filter} entfernen"
CLEAR_FILTERS: Final = "Alle entfernen"
LEFT_ONE: Final = "1 von {all} Sessions bleibt übrig."
LEFT: Final = "{count} von {all} Sessions bleiben übrig."
SEE_IN_PROGRAMME: Final = "Im Programm ansehen"
UNKNOWN_FILTER: Final = "Die Adresse verlangt etwas, das es in diesem Programm nicht gibt: {values}."
NOTHING_LEFT: Final = "Keine Session entspricht allen diesen Filtern."
LOOSEN_ONE: Final = "Ohne „{filter}“ bliebe eine übrig."
LOOSEN: Final = "Ohne „{filter}“ blieben {count} übrig."
LOOSEN_ALL: Final = "Nur einen davon zu entfernen, bringt keine zurück."
NOT_CLOSE_FILTERED: Final = (
    "Nichts, was den Filtern entspricht, passt wirklich zu „{interest}“; am nächsten kommen diese Sessions."
)
NO_MORE_FILTERED: Final = "Das ist alles, was den Filtern entspricht."

READ_ONE: Final = "{words} ist als Filter gelesen, siehe oben."
READ: Final = "{words} sind als Filter gelesen, siehe oben."
READ_ONLY_ONE: Final = "{words} ist als Filter gelesen: Nur solche Sessions werden durchsucht."
READ_ONLY: Final = "{words} sind als Filter gelesen: Nur solche Sessions werden durchsucht."
READ_CHOSEN_ONE: Final = "{words} ist als Filter gelesen; stattdessen gelten die Filter, die Sie gewählt haben."
READ_CHOSEN: Final = "{words} sind als Filter gelesen; stattdessen gelten die Filter, die Sie gewählt haben."
READ_IGNORED_ONE: Final = "{words} ist als Filter gelesen; Sie haben ihn entfernt."
READ_IGNORED: Final = "{words} sind als Filter gelesen; Sie haben sie entfernt."
READ_AS_WORDS: Final = "Alle Wörter werden so gesucht, wie sie dastehen."
READ_AGAIN: Final = "Filter darin lesen"
APPLY: Final = "Wieder anwenden"
SEARCH_AS_WORDS: Final = "Nach diesen Wörtern suchen"
LEAVE_OUT: Final = "{words} weglassen"
MAYBE: Final = "Meinten Sie:"
LISTED: Final = "Passende Sessions: {count}, in zeitlicher Folge"
LEFT_OUT: Final = "Weggelassen: Sessions, in denen {words} in irgendeiner Form vorkommt ({count})."
LEFT_OUT_ALL: Final = "Weggelassen: Sessions, in denen {words} in irgendeiner Form vorkommt."
LEFT_OUT_NOTHING: Final = "Keine Session enthält {words}; es wird nichts weggelassen."
NONE_LEFT: Final = "Keine Session bleibt übrig."
QUOTED: Final = "„{words}“"
LIST_COMMA: Final = ", "

ON_NOW: Final = "Jetzt ({time})"
UP_NEXT: Final = "Danach"
NOW_MORE: Final = "{count} weitere"
BREAK: Final = "Pause"
AS_OF: Final = "Änderungen am Programm können gerade nicht geholt werden. Sie sehen den Stand von {when}."
