"""What we say of the search across all conferences. Programme texts never pass through here."""

from typing import Final

TITLE: Final = "All conferences"
OFFER: Final = "Search all conferences for this"
INTRODUCTION: Final = "One search in all {count:,} conferences that are published here."
ONE: Final = "One conference is published here: {name}. The find page searches it."
NO_SESSIONS: Final = "There are no sessions in these conferences yet."
NOT_CLOSE: Final = "Nothing in any conference here is close to “{interest}”; the nearest are these."
NO_MORE: Final = "These are all sessions of all conferences."
ALSO_AT: Final = "Also at"
SEARCHED: Final = "Conferences searched: {count:,}. Every session was looked at."
APPROXIMATE: Final = "Conferences searched: {count:,}, by an approximate index: a session may be missed."
