"""Messages for attendees on the find page and on all pages. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

TITLE: Final = "Session Finder"
ASK: Final = "What are you interested in?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "Not sure? Try one of these."
CHOOSE_PROGRAMME: Final = "Programme"
MORE: Final = "Show more"
ABSTRACT: Final = "Full abstract"
NO_ABSTRACT: Final = "The programme has no abstract for this session."
NO_SESSIONS: Final = "There are no sessions in this programme yet."
NO_MORE: Final = "That is the whole programme."
NOTHING_TYPED: Final = "Type a topic, a question, a name, or paste a text."
LONG: Final = "Only the first {limit:,} characters were used."
WARMING: Final = "Getting ready: the search model is loading. This takes a few seconds."
WARMING_PROGRESS: Final = "{name}: {done:,} of {total:,} texts processed"
FAILED: Final = "The session finder could not start."
FAILED_ADVICE: Final = "Please tell the organizers. The server reports:"
BUSY: Final = "Too many people are searching right now. Try again in a moment."
NO_PROGRAMME: Final = "No programme is published here yet. Please come back later."
AWAY: Final = "The programme cannot be searched at the moment. Try again in a minute."
CANNOT_BE_READ: Final = (
    "The programme of this conference cannot be read at the moment. "
    "The organizers have been told. Please try again later."
)
NO_SUCH_PROGRAMME: Final = "The programme in this address does not exist here. You are searching this one instead."
ANSWERED_BY: Final = "Answered on this server by the model {model}. What you type stays here."
RESULTS: Final = "The sessions that fit best"
RESULTS_SEVERAL: Final = "The sessions that fit best, for each of your subjects in turn"
FOUND_FOR: Final = "For “{subject}”"
MISSING: Final = "Nothing in this programme is close to {subjects}."
MISSING_FILTERED: Final = "Nothing that the filters leave is close to {subjects}."
NOT_CLOSE: Final = "Nothing in this programme is close to “{interest}”. These are the nearest sessions."
VAGUE: Final = "“{interest}” names no topic. Type what you would like to hear about, such as a topic or a question."
NOT_CLOSE_TO_LIKED: Final = "Nothing in this programme is close to what you chose. These are the nearest sessions."
FOREIGN: Final = (
    "This looks like {language}. The model supports English only, so the results depend on words, especially names, "
    "that the programme spells as you typed them."
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
EVIDENCE_IN: Final = {"title": "In the title", "tags": "Tags", "track": "Track", "speakers": "Speakers"}
NEAR: Final = "close in meaning"
HOW_CLOSE: Final = "How close"
ONLY_THESE: Final = "Only sessions with “{value}”"
HOW_SURE: Final = "How sure is this?"
HOW_SURE_ANSWER: Final = (
    "Measured on over a thousand interests whose answers are known: where the best session was called a strong "
    "match, the programme had an answer in 95 of 100 cases, for a good match in 67, for a weak one in 25. "
    "Later sessions are right a little less often than the first."
)
SESSION_PAGE: Final = "Session page"
FIND: Final = "Find"
NO_SUCH_SESSION: Final = "This session is not in the programme. It may have been removed since the link was created."

STAR: Final = "Add to my plan"
STARRED: Final = "In my plan"
TWO_PLANS: Final = (
    "The link that you opened contains a plan (sessions: {link}), and this browser has another one (sessions: "
    "{browser}). Which one do you want to keep?"
)
TAKE_LINKS: Final = "The link's plan"
TAKE_BROWSERS: Final = "This browser's plan"
TAKE_BOTH: Final = "Both combined"
BROKEN_LINK: Final = {
    "broken": "The plan in this link cannot be read. Copy the complete link again.",
    "newer": "The plan in this link has a newer format. Open it on the server that it came from.",
    "full": "The plan in this link has too many sessions.",
}
PLAN_FULL: Final = "A plan can have at most {most} sessions. Remove some first."

SURROUNDINGS: Final = {
    "skip": "Skip to main content",
    "pages": "App pages",
    "menu": "Main menu",
}
WEBSITE: Final = "The conference's website"
LANGUAGE: Final = "Language"
TIMES_OF_CONFERENCE: Final = "Times are those of {zone}."
TIMES_OF_OWN: Final = "Times are in your own time zone ({zone})."
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
    "tag": "Tag",
    "speaker": "Speaker",
    "employer": "Employer",
    "code": "Code",
    "begin": "From",
    "end": "To",
    "at": "Running at",
    "longer": "Minimum length",
    "shorter": "Maximum length",
    "unsaid": "Excluded words",
    "upcoming": "Not over yet",
    "unplanned": "Not in my plan",
    "fitting": "Fits my plan",
}
# Filters that are shown without their names.
FILTER_FACES: Final = {
    "at": "at {value}",
    "longer": "at least {value} min",
    "shorter": "at most {value} min",
    "exclude": "without {value}",
}
MOST_FREQUENT: Final = "The {count} most frequent of {all}"
FILTER_VALUE: Final = "{name}: {value}"
FILTER_TIME: Final = "Time"
FILTER_TIME_ZONE: Final = "Time ({zone})"
FILTER_ONLY: Final = "Only"
ANY_TIME: Final = "Any"
WITH_COUNT: Final = "{choice} ({count})"
REMOVE_FILTER: Final = "Remove the filter {filter}"
CLEAR_FILTERS: Final = "Clear all"
LEFT: Final = Plural("{count} of {all} sessions matches.", "{count} of {all} sessions match.")
SEE_IN_PROGRAMME: Final = "See them in the programme"
UNKNOWN_FILTER: Final = "The address has filters that this programme does not have: {values}."
NOTHING_LEFT: Final = "No session matches all of these filters."
LOOSEN: Final = Plural("Without “{filter}”, one would.", "Without “{filter}”, {count} would.")
LOOSEN_ALL: Final = "Removing a single filter is not enough."
NOT_CLOSE_FILTERED: Final = "No session that matches the filters is close to “{interest}”. These are the nearest ones."
NO_MORE_FILTERED: Final = "These are all sessions that match the filters."

READ: Final = Plural("{words} is read as a filter, see above.", "{words} are read as filters, see above.")
READ_ONLY: Final = Plural(
    "{words} is read as a filter: only such sessions are searched.",
    "{words} are read as filters: only such sessions are searched.",
)
READ_CHOSEN: Final = Plural(
    "{words} is read as a filter; the filters that you chose apply instead.",
    "{words} are read as filters; the filters that you chose apply instead.",
)
READ_IGNORED: Final = Plural(
    "{words} is read as a filter; you removed it.", "{words} are read as filters; you removed them."
)
READ_AS_WORDS: Final = "All words are searched for as typed."
READ_AGAIN: Final = "Read filters in them"
APPLY: Final = "Apply again"
SEARCH_AS_WORDS: Final = "Search for these words"
LEAVE_OUT: Final = "Leave out {words}"
MAYBE: Final = "Did you mean:"
LISTED: Final = "Sessions that fit: {count}, in time order"
LEFT_OUT: Final = "Left out: sessions that mention {words} in any form ({count})."
LEFT_OUT_ALL: Final = "Left out: sessions that mention {words} in any form."
LEFT_OUT_NOTHING: Final = "No session mentions {words}, so none is left out."
NONE_LEFT: Final = "No session is left."
QUOTED: Final = "“{words}”"
LIST_COMMA: Final = ", "

ON_NOW: Final = "On now ({time})"
UP_NEXT: Final = "Next"
NOW_MORE: Final = "{count} more"
BREAK: Final = "break"
AS_OF: Final = "Recent changes to the programme cannot be loaded at the moment. This is the version of {when}."
