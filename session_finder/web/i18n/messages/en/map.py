"""What we say about the map. Programme texts never pass through here."""

from typing import Final

INTRODUCTION: Final = "Each point is a session. Sessions that say similar things lie near each other."
HOW: Final = (
    "Click on a point to see its session. Drag to move the map, hold Ctrl and turn the wheel to come nearer, "
    "double-click to see all of it again. A click on a track in the legend shows that track alone. "
    "Choosing a neighbourhood above comes nearer too."
)
DRAWING: Final = "Drawing the map. With thousands of sessions this takes a few seconds, once."
FEW: Final = "This programme has too few sessions for a map. They are all in the list."
TOO_MANY: Final = (
    "This programme has too many sessions for a map. Search in it, or look through it on the programme page."
)

# The picture for those who do not see it. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "A map of {count} sessions in neighbourhoods about: {neighbourhoods}. The list of neighbourhoods holds the same "
    "sessions, with links."
)
SEARCH: Final = "Mark what fits an interest"
AREA: Final = "Neighbourhood"
WHOLE: Final = "The whole map"
UNNAMED: Final = "Neighbourhood {number}"
BETWEEN_WORDS: Final = " · "  # between the telling words of a neighbourhood

SESSION: Final = "Session"
WHEN: Final = "When"
ROOM: Final = "Room"
TRACK: Final = "Track"
OTHER_TRACKS: Final = "Other tracks"
NO_TRACK: Final = "No track"

MARKED: Final = "Marked with a ring and their place: the sessions that fit best."
MARKED_FAR: Final = "Nothing here is close to your interest; the nearest are marked."
STARS: Final = "Stars are the sessions of your plan."
RESULT: Final = "Fits, place {place}"

SESSIONS: Final = "{count:,} sessions"
SESSIONS_ONE: Final = "1 session"
WITH_RESULTS: Final = "{count} marked"
WITH_STARS: Final = "{count} in my plan"
MORE_THERE: Final = "And {count:,} more: choose this neighbourhood above to see all of them."
MORE_OF_THEM: Final = "And {count:,} more, which are on the page Programme."
CHOSEN: Final = "The session that you chose"
OPEN: Final = "Open the session’s page"
CHOSEN_SAID: Final = "Chosen on the map: {title}"
