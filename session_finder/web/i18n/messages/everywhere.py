"""Messages of the search across all conferences. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "All conferences"
OFFER: Final = "Search all conferences for this"
INTRODUCTION: Final = "One search across all {count:,} conferences that are published here."
ONE: Final = "Only one conference is published here: {name}. You can search it on the find page."
NO_SESSIONS: Final = "There are no sessions in these conferences yet."
NOT_CLOSE: Final = "Nothing in any conference here is close to “{interest}”. These are the nearest sessions."
NO_MORE: Final = "These are all sessions of all conferences."
ALSO_AT: Final = "Also at"
SEARCHED: Final = "Conferences searched: {count:,}. Every session was compared."
APPROXIMATE: Final = "Conferences searched: {count:,}, with an approximate index that may miss a session."
