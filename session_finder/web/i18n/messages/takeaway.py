"""Messages about downloads of a plan. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

TITLE: Final = "Take it with you"
NOTHING: Final = "Star a session to take your plan with you: in your calendar, as a file, or on paper."
CALENDAR: Final = "Calendar file (.ics)"
TABLE: Final = "Table (.csv)"
FILE: Final = "Web page for offline"
PRINT: Final = "Print view"
WHAT_FILE: Final = "The web page contains your plan and the whole programme. It works offline, including the search."
TIMELESS: Final = Plural(
    "One of your sessions has no time yet, so it is not in the calendar.",
    "{count} of your sessions have no time yet, so they are not in the calendar.",
)
SUBSCRIBE: Final = "Subscribe in your calendar"
HOW_TO_SUBSCRIBE: Final = (
    "Add this address to your calendar (“Add by URL”). Your calendar then follows the programme: when one of these "
    "sessions is moved, it shows the new time. The address stands for the sessions that are in your plan now; after "
    "you change your plan, subscribe again with the new address."
)
ADDRESS: Final = "Address to subscribe to"
OPEN_CALENDAR: Final = "Open in your calendar program"
ONLY_HERE: Final = "Online calendars cannot reach this address, because it is on your own computer."

CALENDAR_NAME: Final = "My plan: {conference}"

FILE_PLAN: Final = "My plan"
FILE_PROGRAMME: Final = "The whole programme"
FILE_SECTIONS: Final = "Sections"
FILE_MADE: Final = "As of {day}, {time}."
FILE_TIMES: Final = "Times are those of {zone}."
FILE_EMPTY: Final = "This plan has no sessions."
FILE_GONE: Final = Plural(
    "One session of this plan is no longer in the programme.",
    "{count} sessions of this plan are no longer in the programme.",
)
FILE_SEARCH: Final = "Find a word in the programme"
FILE_ALL: Final = "All sessions: {total}"
FILE_SOME: Final = "Matching sessions: {shown} of {total}"
FILE_NONE: Final = "No session matches."
FILE_ABSTRACT: Final = "Abstract"
FILE_LEFT_OUT: Final = "The programme is very large: this file has abstracts only for the sessions in the plan."
FILE_NO_DAY: Final = "Without a time"
FILE_CANCELLED: Final = "Cancelled"
FILE_IN_PLAN: Final = "In my plan"
FILE_PAGE: Final = "Session page"
FILE_PRINT: Final = "Print my plan"
FILE_PRINT_ABSTRACTS: Final = "with abstracts"
FILE_SKIP: Final = "Skip to the programme"
