"""Messages about downloads of a plan. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Zum Mitnehmen"
NOTHING: Final = (
    "Nehmen Sie eine Session in Ihren Plan, und Sie können ihn mitnehmen: im Kalender, als Datei, auf Papier."
)
CALENDAR: Final = "Kalenderdatei (.ics)"
TABLE: Final = "Tabelle (.csv)"
FILE: Final = "Webseite für offline"
PRINT: Final = "Druckansicht"
WHAT_FILE: Final = (
    "Die Webseite enthält Ihren Plan und das ganze Programm. Sie funktioniert ohne Netz, die Suche eingeschlossen."
)
TIMELESS_ONE: Final = "Eine Ihrer Sessions hat noch keinen Termin und fehlt daher im Kalender."
TIMELESS: Final = "{count} Ihrer Sessions haben noch keinen Termin und fehlen daher im Kalender."
SUBSCRIBE: Final = "Im Kalender abonnieren"
HOW_TO_SUBSCRIBE: Final = (
    "Geben Sie diese Adresse in Ihrem Kalender an („Per URL hinzufügen“), und er folgt dem Programm: Wird eine "
    "dieser Sessions verlegt, zeigt Ihr Kalender den neuen Termin. Enthalten sind die Sessions, die jetzt in Ihrem "
    "Plan stehen; wenn Sie den Plan ändern, abonnieren Sie erneut mit der neuen Adresse."
)
ADDRESS: Final = "Adresse zum Abonnieren"
OPEN_CALENDAR: Final = "Im Kalenderprogramm öffnen"
ONLY_HERE: Final = "Kalender im Internet erreichen diese Adresse nicht: Sie liegt auf Ihrem eigenen Computer."

CALENDAR_NAME: Final = "Mein Plan: {conference}"

FILE_PLAN: Final = "Mein Plan"
FILE_PROGRAMME: Final = "Das ganze Programm"
FILE_SECTIONS: Final = "Abschnitte"
FILE_MADE: Final = "Stand: {day}, {time}."
FILE_TIMES: Final = "Alle Zeiten in der Zeitzone {zone}."
FILE_EMPTY: Final = "In diesem Plan sind keine Sessions."
FILE_GONE_ONE: Final = "Eine Session dieses Plans ist nicht mehr im Programm."
FILE_GONE: Final = "{count} Sessions dieses Plans sind nicht mehr im Programm."
FILE_SEARCH: Final = "Ein Wort im Programm suchen"
FILE_ALL: Final = "Alle Sessions: {total}"
FILE_SOME: Final = "Sessions, in denen es vorkommt: {shown} von {total}"
FILE_NONE: Final = "In keiner Session kommt es vor."
FILE_ABSTRACT: Final = "Beschreibung"
FILE_LEFT_OUT: Final = (
    "Das Programm ist sehr groß: Nur die Sessions des Plans haben in dieser Datei ihre Beschreibungen."
)
FILE_NO_DAY: Final = "Ohne Termin"
FILE_CANCELLED: Final = "Abgesagt"
FILE_IN_PLAN: Final = "In meinem Plan"
FILE_PAGE: Final = "Seite der Session"
FILE_PRINT: Final = "Meinen Plan drucken"
FILE_PRINT_ABSTRACTS: Final = "mit Beschreibungen"
FILE_SKIP: Final = "Zum Programm springen"
