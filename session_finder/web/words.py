"""Everything we say to an attendee, in one place. Programme texts never pass through here."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "What are you interested in?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "Not sure? Try one of these."
CHOOSE_PROGRAMME: Final = "Programme"
MORE: Final = "Show more"
REST_OF_ABSTRACT: Final = "The rest of the abstract"
NO_ABSTRACT: Final = "The programme gives no abstract for this session."
NO_SESSIONS: Final = "There are no sessions in this programme yet."
NO_MORE: Final = "That is the whole programme."
NOTHING_TYPED: Final = "Type a topic, a question, a name, or paste a text."
LONG: Final = "Only the first {limit:,} characters were read."
WARMING: Final = "Getting ready: the model that reads your interest is loading. This takes a few seconds."
WARMING_PROGRESS: Final = "{doing}: {done} of {total}"
FAILED: Final = "The session finder could not start."
FAILED_ADVICE: Final = "Please tell the organizers. What the server says:"
BUSY: Final = "Very many people are searching right now. Your search was not answered; try again in a moment."
NO_SUCH_PROGRAMME: Final = "The address names a programme that is not here. You are searching this one instead."
ANSWERED_BY: Final = "Answered on this server by the model {model}. What you type stays here."
RESULTS: Final = "The sessions that fit best"
RESULTS_FOR_ALL_WEAK: Final = "Nothing here is clearly about this. These come nearest."

CLOSENESS: Final = {"strong": "Strong match", "good": "Good match", "weak": "Weak match"}
HOW_CLOSE: Final = "How close"
SESSION_PAGE: Final = "Session page"
