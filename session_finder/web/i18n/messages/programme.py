"""Messages of the timetable and of session pages. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

WORD: Final = "Search the programme by word"
WORD_PLACEHOLDER: Final = "A name, a room, part of a title"
DAYS: Final = "Days"
TODAY: Final = "today"
ALL_DAYS: Final = "All days"
CONTINUED: Final = "Began on an earlier day"
UNSCHEDULED: Final = "Not yet scheduled"
VIEW: Final = "View"
GRID: Final = "Grid"
LIST: Final = "List"
COUNT: Final = Plural("{count:,} session", "{count:,} sessions")
FOUND: Final = Plural("{count:,} session contains “{word}”", "{count:,} sessions contain “{word}”")
FOUND_NONE: Final = "No session contains “{word}”."
FOUND_NONE_ADVICE: Final = (
    "Every word must occur in a title, an abstract, a name, a track, a room or a tag, at least as the beginning of a "
    "word. Remove a word, or type only its beginning."
)
FOUND_NONE_FILTERS: Final = "The filters above narrow the search; remove one to search more sessions."
FIND_INSTEAD: Final = "Search for “{word}” by meaning instead"
NOTHING_LEFT: Final = "No session is left. Remove one of the filters above."
MORE: Final = "Show {count} more"
SHOWN: Final = "Showing {shown:,} of {count:,}."
TIME: Final = "Time"
NO_ROOM: Final = "No room given"
ROOM_ONLY: Final = "Only this room: {name}"
ROOMS: Final = "Rooms"
ROOMS_PAGE: Final = "Rooms {first}–{last} of {count}"
CAPTION: Final = "{day}: rooms side by side, time from top to bottom"
CAPTION_ZONE: Final = "{day}: rooms side by side, time from top to bottom, times in {zone}"
MORE_HERE: Final = Plural("and {count} more", "and {count} more")
BREAK: Final = "Break"
CANCELLED: Final = "Cancelled"
NOW: Final = "On now"

BACK: Final = "Back to the programme"
NOT_SCHEDULED: Final = "No time has been announced yet."
SPEAKER_SESSIONS: Final = "All sessions of {name}"
CODE: Final = "No. {code}"
TAGS: Final = "Tags"
CALENDAR: Final = "Add to my calendar (.ics)"
LINK: Final = "Link to this session"
COPY: Final = "Copy the link"
COPIED: Final = "Copied"
MORE_BY: Final = "Also by {name}"
REPEATS: Final = "Also held"
SIMILAR: Final = "Similar sessions"
MEANWHILE: Final = "At the same time"
NOTHING_MEANWHILE: Final = "Nothing else takes place at this time."
