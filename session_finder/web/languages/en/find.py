"""Everything we say to an attendee, in one place. Programme texts never pass through here."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "What are you interested in?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "Not sure? Try one of these."
CHOOSE_PROGRAMME: Final = "Programme"
MORE: Final = "Show more"
ABSTRACT: Final = "The whole abstract"
NO_ABSTRACT: Final = "The programme gives no abstract for this session."
NO_SESSIONS: Final = "There are no sessions in this programme yet."
NO_MORE: Final = "That is the whole programme."
NOTHING_TYPED: Final = "Type a topic, a question, a name, or paste a text."
LONG: Final = "Only the first {limit:,} characters were read."
WARMING: Final = "Getting ready: the model that reads your interest is loading. This takes a few seconds."
WARMING_PROGRESS: Final = "{name}: {done:,} of {total:,} texts read"
FAILED: Final = "The session finder could not start."
FAILED_ADVICE: Final = "Please tell the organizers. What the server says:"
BUSY: Final = "Very many people are searching right now. Your search was not answered; try again in a moment."
NO_PROGRAMME: Final = "No programme is published here yet. Please come back later."
AWAY: Final = "The programme cannot be searched at the moment. Try again in a minute."
CANNOT_BE_READ: Final = (
    "The programme of this conference cannot be read at the moment. "
    "The organizers have been told. Please try again later."
)
NO_SUCH_PROGRAMME: Final = "The address names a programme that is not here. You are searching this one instead."
ANSWERED_BY: Final = "Answered on this server by the model {model}. What you type stays here."
RESULTS: Final = "The sessions that fit best"
NOT_CLOSE: Final = "Nothing in this programme is close to “{interest}”; the nearest are these."
VAGUE: Final = "“{interest}” names no subject. Say what you would like to hear about, a topic or a question for one."
NOT_CLOSE_TO_LIKED: Final = "Nothing in this programme is close to what you chose; the nearest are these."
FOREIGN: Final = (
    "This looks like {language}. The model reads English only, so what is found rests on words, names above all, that "
    "stand in the programme as you typed them."
)
SCRIPTS: Final = {
    "a language in Cyrillic letters": "a language in Cyrillic letters",
    "a language in Arabic letters": "a language in Arabic letters",
    "a language in Devanagari letters": "a language in Devanagari letters",
    "Chinese or Japanese": "Chinese or Japanese",
}
FOUND: Final = "{count} sessions found. Best: {title}"
OUTSIDE: Final = "From another track"
ALSO: Final = "Also"
SIMILAR: Final = "More like this"
UP: Final = "I like this"
DOWN: Final = "Not for me"
LIKED: Final = "Like"
DISLIKED: Final = "Not like"
UNDO: Final = "Undo"
UNDO_ALL: Final = "Undo all"

CLOSENESS: Final = {"strong": "Strong match", "good": "Good match", "weak": "Weak match", "far": "Not close"}
HOW_CLOSE: Final = "How close"
SESSION_PAGE: Final = "Session page"
FIND: Final = "Find"
NO_SUCH_SESSION: Final = "This session is not in the programme. It may have been taken out since the link was made."

STAR: Final = "Add to my plan"
STARRED: Final = "In my plan"
TWO_PLANS: Final = (
    "The link that you opened holds a plan (sessions: {link}), this browser keeps another (sessions: {browser}). "
    "Which is yours?"
)
TAKE_LINKS: Final = "The link's"
TAKE_BROWSERS: Final = "This browser's"
TAKE_BOTH: Final = "Both together"
BROKEN_LINK: Final = {
    "broken": "This link holds no plan that can be read. Copy it again, to its end.",
    "newer": "This link holds a plan of a newer form. Open it on the server that it came from.",
    "full": "This link holds more sessions than a plan may have.",
}
PLAN_FULL: Final = "A plan holds {most} sessions at most. Take some out first."

SURROUNDINGS: Final = {
    "skip": "Skip to main content",
    "pages": "App pages",
    "menu": "Main menu",
    "expand": "Expand sidebar",
    "collapse": "Collapse sidebar",
}
LANGUAGE: Final = "Language"
TIMES_OF_CONFERENCE: Final = "Times are those of {zone}."
TIMES_OF_OWN: Final = "Times are your own ({zone})."
SHOW_OWN_TIMES: Final = "Show mine ({zone})"
SHOW_CONFERENCE_TIMES: Final = "Show the conference's ({zone})"

PROGRAMME: Final = "Programme"
MY_PLAN: Final = "My plan"
MAP: Final = "Map"

FILTERS: Final = "Filters"
FILTERS_ACTIVE: Final = "Filters ({count} active)"
ACTIVE_FILTERS: Final = "Active filters"
FILTER_NAMES: Final = {
    "day": "Day",
    "track": "Track",
    "level": "Level",
    "room": "Room",
    "format": "Format",
    "language": "Language",
    "begin": "From",
    "end": "To",
    "upcoming": "Not over yet",
    "unplanned": "Not in my plan",
    "fitting": "Fits my plan",
}
FILTER_VALUE: Final = "{name}: {value}"
FILTER_TIME: Final = "Time"
FILTER_TIME_ZONE: Final = "Time ({zone})"
FILTER_ONLY: Final = "Only"
ANY_TIME: Final = "Any"
WITH_COUNT: Final = "{choice} ({count})"
REMOVE_FILTER: Final = "Remove the filter {filter}"
CLEAR_FILTERS: Final = "Clear all"
LEFT_ONE: Final = "1 of {all} sessions passes."
LEFT: Final = "{count} of {all} sessions pass."
SEE_IN_PROGRAMME: Final = "See them in the programme"
UNKNOWN_FILTER: Final = "The address asks for something that this programme does not have: {values}."
NOTHING_LEFT: Final = "No session passes all of these filters."
LOOSEN_ONE: Final = "Without “{filter}” one would."
LOOSEN: Final = "Without “{filter}” {count} would."
LOOSEN_ALL: Final = "Taking out any one of them alone brings none back."
NOT_CLOSE_FILTERED: Final = "Nothing that passes the filters is close to “{interest}”; the nearest are these."
NO_MORE_FILTERED: Final = "That is all that passes the filters."

TIMES_READ: Final = "{words} is read as a time: see the filters."
TIMES_CHOSEN: Final = "{words} is read as a time; the filters that you chose count instead."
TIMES_NOT_APPLIED: Final = "{words} does not count, neither as a time nor as words."
TIMES_AS_WORDS: Final = "{words} is searched for like any other words."
SEARCH_ALL_TIMES: Final = "Search all times"
APPLY_TIMES: Final = "Only then"
READ_AS_TIMES: Final = "Read it as a time"
SEARCH_AS_WORDS: Final = "Search for these words"
LEFT_OUT: Final = "Left out: sessions that say {words} in any form ({count})."
LEFT_OUT_NOTHING: Final = "Nothing here says {words}, so nothing is left out."
NONE_LEFT: Final = "No session is left."
WITHOUT_AS_WORDS: Final = "Nothing is left out; {words} is searched for like any other words."
LEAVE_OUT: Final = "Leave such sessions out"
QUOTED: Final = "“{words}”"
LIST_COMMA: Final = ", "
ON_THEN: Final = "On then"

ON_NOW: Final = "On now ({time})"
UP_NEXT: Final = "Next"
NOW_MORE: Final = "{count} more"
BREAK: Final = "break"
AS_OF: Final = "New changes to the programme cannot be fetched at the moment. You see it as of {when}."
