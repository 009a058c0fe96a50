"""Messages of link previews, which chats and search engines show. Programme texts are never part of them."""

from typing import Final

CONFERENCE: Final = "Geben Sie ein Interesse ein und sehen Sie, welche Sessions am besten passen, und warum."
PROGRAMME: Final = "Der ganze Zeitplan nach Tagen und Räumen."
PLAN: Final = "Sessions auswählen, Überschneidungen sehen und freie Zeit füllen lassen."
MAP: Final = "Alle Sessions auf einer Karte: Was inhaltlich ähnlich ist, liegt nah beieinander."
SITE: Final = "Finden Sie die Konferenz-Sessions, die zu Ihren Interessen passen, und erfahren Sie, warum."
SEARCH: Final = "Sessions zu „{query}“"
CANCELLED: Final = "Abgesagt: {title}"
