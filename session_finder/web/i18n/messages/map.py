"""Messages of the map page. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

INTRODUCTION: Final = "Each point is a session. Sessions that say similar things lie near each other."
HOW: Final = (
    "Click a point to see its session. Drag to move the map, hold Ctrl and scroll to zoom, double-click to see all of"
    " it again. Click a track in the legend to show only that track. Choosing a neighbourhood above also zooms in."
)
DRAWING: Final = "Drawing the map. With thousands of sessions this takes a few seconds, once."
FEW: Final = "This programme has too few sessions for a map. They are all in the list."
TOO_MANY: Final = "This programme has too many sessions for a map. Search it, or browse it on the programme page."

# The alternative text of the chart. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "A map of {count} sessions in neighbourhoods about: {neighbourhoods}. The list of neighbourhoods has the same "
    "sessions, with links."
)
SEARCH: Final = "Mark what fits an interest"
AREA: Final = "Neighbourhood"
WHOLE: Final = "The whole map"
UNNAMED: Final = "Neighbourhood {number}"
BETWEEN_WORDS: Final = " · "  # between the characteristic words of a neighbourhood

SESSION: Final = "Session"
WHEN: Final = "When"
ROOM: Final = "Room"
TRACK: Final = "Track"
OTHER_TRACKS: Final = "Other tracks"
NO_TRACK: Final = "No track"

MARKED: Final = "Marked with a ring and their rank: the sessions that fit best."
MARKED_FAR: Final = "Nothing here is close to your interest; the nearest are marked."
STARS: Final = "Stars mark the sessions in your plan."
RESULT: Final = "Match number {place}"

SESSIONS: Final = Plural("{count:,} session", "{count:,} sessions")
WITH_RESULTS: Final = "{count} marked"
WITH_STARS: Final = "{count} in my plan"
MORE_THERE: Final = "And {count:,} more: choose this neighbourhood above to see all of them."
MORE_OF_THEM: Final = "And {count:,} more on the programme page."
CHOSEN: Final = "The selected session"
OPEN: Final = "Open the session’s page"
CHOSEN_SAID: Final = "Selected on the map: {title}"
