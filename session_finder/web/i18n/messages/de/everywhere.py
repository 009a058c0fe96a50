"""Messages of the search across all conferences. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Alle Konferenzen"
OFFER: Final = "In allen Konferenzen danach suchen"
INTRODUCTION: Final = "Eine Suche in allen {count:,} Konferenzen, die hier veröffentlicht sind."
ONE: Final = "Hier ist eine einzige Konferenz veröffentlicht: {name}. Die Seite „Suche“ durchsucht sie."
NO_SESSIONS: Final = "In diesen Konferenzen gibt es noch keine Sessions."
NOT_CLOSE: Final = "Nichts in allen Konferenzen hier passt wirklich zu „{interest}“; am nächsten kommen diese Sessions."
NO_MORE: Final = "Das sind alle Sessions aller Konferenzen."
ALSO_AT: Final = "Auch bei"
SEARCHED: Final = "Durchsuchte Konferenzen: {count:,}. Jede Session wurde angesehen."
APPROXIMATE: Final = (
    "Durchsuchte Konferenzen: {count:,}, mit einem Näherungsindex: Eine Session kann dabei übersehen werden."
)
