"""Messages of the map page. Programme texts are never part of them."""

from typing import Final

INTRODUCTION: Final = "Jeder Punkt ist eine Session. Sessions mit ähnlichem Inhalt liegen nah beieinander."
HOW: Final = (
    "Klicken Sie auf einen Punkt, um die Session zu sehen. Ziehen verschiebt die Karte, Strg mit dem Mausrad "
    "vergrößert sie, ein Doppelklick zeigt sie wieder ganz. Ein Klick auf einen Track in der Legende zeigt nur "
    "diesen Track. Auch die Wahl eines Themengebiets oben vergrößert."
)
DRAWING: Final = "Die Karte wird gezeichnet. Bei Tausenden von Sessions dauert das einmalig einige Sekunden."
FEW: Final = "Dieses Programm hat zu wenige Sessions für eine Karte. Alle stehen in der Liste."
TOO_MANY: Final = (
    "Dieses Programm hat zu viele Sessions für eine Karte. Suchen Sie darin oder blättern Sie auf der Programmseite."
)

# The picture for those who do not see it. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "Eine Karte von {count} Sessions in Themengebieten zu: {neighbourhoods}. Die Liste der Themengebiete enthält "
    "dieselben Sessions, mit Links."
)
SEARCH: Final = "Markieren, was zu einem Thema passt"
AREA: Final = "Themengebiet"
WHOLE: Final = "Die ganze Karte"
UNNAMED: Final = "Themengebiet {number}"
BETWEEN_WORDS: Final = " · "  # between the telling words of a neighbourhood

SESSION: Final = "Session"
WHEN: Final = "Wann"
ROOM: Final = "Raum"
TRACK: Final = "Track"
OTHER_TRACKS: Final = "Andere Tracks"
NO_TRACK: Final = "Ohne Track"

MARKED: Final = "Mit einem Ring und ihrem Rang markiert: die Sessions, die am besten passen."
MARKED_FAR: Final = "Nichts hier passt wirklich zu Ihrem Thema; markiert ist, was am nächsten kommt."
STARS: Final = "Sterne sind die Sessions Ihres Plans."
RESULT: Final = "Passt, Rang {place}"

SESSIONS: Final = "{count:,} Sessions"
SESSIONS_ONE: Final = "1 Session"
WITH_RESULTS: Final = "{count} markiert"
WITH_STARS: Final = "{count} in meinem Plan"
MORE_THERE: Final = "Und {count:,} weitere: Wählen Sie oben dieses Themengebiet, um alle zu sehen."
MORE_OF_THEM: Final = "Und {count:,} weitere, die auf der Seite Programm stehen."
CHOSEN: Final = "Die Session, die Sie gewählt haben"
OPEN: Final = "Seite der Session öffnen"
CHOSEN_SAID: Final = "Auf der Karte gewählt: {title}"
