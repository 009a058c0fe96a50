"""Messages of the plan page. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

INTERESTS: Final = "Your interests, one per line"
INTERESTS_HINT: Final = "graphs\nhealth"
MINUTES: Final = "Minutes to change rooms"

EMPTY: Final = "Your plan is empty. Find sessions and choose “Add to my plan”, or have your day filled below."
TO_FIND: Final = "Find sessions"
PLAN: Final = Plural("Your plan: {count} session", "Your plan: {count} sessions")
NO_TIME: Final = "Without a time"
REMOVE: Final = "Remove"
UNDO: Final = "Undo the last change"
FULL: Final = "A plan can have at most {most} sessions. Remove some first."

OVERLAPS: Final = "Overlaps {title} ({hours})."
TIGHT: Final = "{minutes} minutes to get here from {room}, where {title} ends."
TIGHT_NONE: Final = "No time to get here from {room}, where {title} ends."
REPEATED: Final = "This session is repeated: {when}."
REPEATED_TAKE: Final = "Go there instead"
SIMILAR: Final = "The most similar session at a free time: {title}, {when}."
SIMILAR_TAKE: Final = "Take that instead"

FREE: Final = "{start}–{end} free"
BEST_FOR: Final = "Best for “{interest}”: {title}"
BEST_LIKE: Final = "Like {star} in your plan: {title}"
FITS_INTEREST: Final = "{closeness} for “{interest}”"
FITS_STAR: Final = "Like {star} in your plan"
NOTHING_CLOSE: Final = "No session at this time is close to your interests."
NOTHING_LIKE: Final = "No session at this time is similar to those in your plan."
NO_INTERESTS: Final = "Enter your interests to see the best session for this time."
QUOTED: Final = "“{title}”"
ADD: Final = "Add"

CHANGED: Final = "Changed since you chose them"
MOVED: Final = "{title}: {before} → {after}"
MOVED_AND_ROOM: Final = "{title}: {before} → {after}, and now in {room}"
OTHER_ROOM: Final = "{title}: now in {room}"
NO_ROOM: Final = "a room that is not announced yet"
TIME_NOT_SAID: Final = "no time announced"
GONE: Final = "{title} is no longer in the programme."
GONE_UNKNOWN: Final = "A session ({id}) is no longer in the programme."
NOTED: Final = "Noted"

FILL_TITLE: Final = "Fill my day"
FILL_HELP: Final = "Proposes the sessions that fit your interests best around your plan, without clashes."
DAYS: Final = "Days"
FILL: Final = "Fill my day"
OVER: Final = "There are no upcoming sessions to propose."
NO_WISHES: Final = "First enter your interests above, or add a session to your plan."
NO_DAYS: Final = "Choose a day first."
UNDECIDED: Final = "First choose between the sessions in your plan that overlap:"
UNDECIDED_PAIR: Final = "{first} and {second}"
PROPOSED: Final = Plural("Proposed: {count} session", "Proposed: {count} sessions")
PROPOSED_NONE: Final = "Nothing can be proposed: no session in your free time is close enough to your interests."
LOCKED: Final = "Already in your plan"
NOT_THIS: Final = "Not this one"
ADD_ALL: Final = "Add all {count} to my plan"
ADD_ONLY: Final = "Add it to my plan"
FORGET: Final = "Discard the proposal"
ADDED: Final = Plural("{count} session was added to your plan.", "{count} sessions were added to your plan.")
UNDO_ADDED: Final = "Undo"
LEFT_EMPTY: Final = "Left empty, because no session is close enough:"
LEFT_EMPTY_SLOT: Final = "{day}, {start}–{end}"
DECLINED: Final = "No longer proposed:"
ALLOW: Final = "Propose again"

PHONE: Final = "On your phone"
PHONE_HELP: Final = (
    "Open this link on another device to get your plan there. Anyone with the link gets a copy of your plan."
)
QR: Final = "The link as a QR code"
TOO_LONG_FOR_QR: Final = "The plan is too long for a QR code. Send yourself the link instead."
SHARE: Final = "Share my plan"
SHARE_HELP: Final = "Anyone who opens this link sees your plan next to theirs, but cannot change yours."
SHARE_NAME: Final = "Your name (optional, part of the link)"

THEIRS: Final = "The plan of {name} next to yours"
THEIRS_UNNAMED: Final = "A shared plan next to yours"
THEIRS_BROKEN: Final = "The shared plan cannot be shown. {why}"
THEIRS_EMPTY: Final = "The shared plan is empty."
THEIRS_GONE: Final = Plural(
    "{count} of its sessions is no longer in the programme.", "{count} of its sessions are no longer in the programme."
)
COMMON: Final = "In common: {common}. Only theirs: {theirs}. Only yours: {mine}."
BOTH: Final = "Both of you"
ONLY_THEIRS: Final = "Theirs"
ONLY_MINE: Final = "Yours"
BOTH_FREE: Final = "You are both free, {start}–{end}"
ADD_THEIRS: Final = "Add all of theirs to my plan"
BACK: Final = "Back to my plan"
