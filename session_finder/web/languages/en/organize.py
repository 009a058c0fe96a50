"""What we say to organizers on their page, in one place. Programme texts never pass through here."""

from typing import Final

CHOOSE: Final = "Conference"
NEW: Final = "A new conference"
NONE_YET: Final = "There is no conference yet. Begin one."
NONE_YOURS: Final = "You are signed in, but no conference is yours. Whoever runs this server can name you for one."
NEW_NAME: Final = "Name"
NEW_SLUG: Final = "Address"
NEW_SLUG_HELP: Final = (
    "Stands in the link that attendees get: small letters, digits and hyphens. It stays when the name changes."
)
BEGIN: Final = "Begin the conference"
ZONE: Final = "Time zone of the conference"
NO_ZONE: Final = "Not said"

UPLOAD: Final = "Upload"
VERSIONS: Final = "Versions"
CONFERENCE: Final = "Conference"

FILES: Final = "The file that your programme tool exports"
FILES_HELP: Final = (
    "CSV, Excel, JSON, XML or iCalendar, also zipped, up to {limit} MB. Tables that belong to it (EasyChair's authors "
    "and topics) come with it; the programme is the first."
)
PRIVATE: Final = "Only what attendees may see is kept. E-mail addresses, notes, scores and unknown columns are dropped."
READING_FILE: Final = "Reading the file, for {seconds} s now"
SHEET: Final = "Sheet"
IS: Final = "{format}: {rows:,} rows, {sessions:,} sessions"
IS_BREAKS: Final = ", {breaks:,} of them breaks"
IS_LEFT_OUT: Final = ", {left_out:,} left out"
IS_ENDS: Final = "."
UNREADABLE: Final = "This file cannot be published yet. What to do stands below."
DROPPED: Final = "{count} columns were dropped: {columns}"
DROPPED_ONE: Final = "One column was dropped: {columns}"

PROBLEMS: Final = "What we noticed"
NO_PROBLEMS: Final = "Nothing is wrong with this file."
LEVELS: Final = {"error": "Stops publishing", "warning": "Warning", "note": "Note"}
COUNTS: Final = {"error": "{count:,} stop publishing", "warning": "{count:,} warnings", "note": "{count:,} notes"}
COUNTS_ONE: Final = {"error": "1 stops publishing", "warning": "1 warning", "note": "1 note"}
PROBLEM_COLUMNS: Final = {
    "level": "How grave",
    "line": "Line",
    "column": "Column",
    "value": "Value",
    "advice": "What to do",
}
JUMP: Final = "Choose a row to see the lines of your file around it."
AROUND: Final = "Your file around line {line}"
LINE: Final = "Line"

MAPPING: Final = "Which column is what"
MAPPING_HELP: Final = "Change what was understood wrongly. What you publish with is remembered for the next file."
LEAVE_OUT: Final = "Not in this file"
UNDERSTOOD: Final = "Read it again with these columns"
AS_PROPOSED: Final = "Back to what was proposed"
FIELDS: Final = {
    "title": "Title",
    "abstract": "Abstract",
    "speakers": "Speakers",
    "track": "Track",
    "level": "Level",
    "format": "Kind of session",
    "room": "Room",
    "day": "Day",
    "start": "Start",
    "end": "End",
    "duration": "Duration",
    "language": "Language",
    "tags": "Tags",
    "url": "Link",
    "id": "Id",
}

PREVIEW: Final = "What attendees will see"
DIFFERENCE: Final = "What changes for attendees"
DIFFERENCES: Final = {
    "added": "{count:,} added",
    "changed": "{count:,} changed",
    "removed": "{count:,} removed",
    "renamed": "{count:,} with another id",
}
SAME: Final = "This file says what attendees see already. There is nothing to publish."
TAKES_AWAY: Final = "This takes away {removed:,} of {before:,} sessions."
RENAMED: Final = (
    "The file gives {count:,} sessions another id than attendees know them by: stars on them and links "
    "to them are lost."
)
RENAMED_ONE: Final = (
    "The file gives one session another id than attendees know it by: stars on it and links to it are lost."
)
RENAMED_ADVICE: Final = "Choose “{leave_out}” for {id} under “{mapping}”, and they keep theirs."
ADDED: Final = "Added"
CHANGED: Final = "Changed"
REMOVED: Final = "Removed"
LISTED: Final = "{what}: {count:,}"
SESSION: Final = "Session"
WHEN: Final = "When"
FIELDS_CHANGED: Final = "What changed"
BEFORE: Final = "Before"
AFTER: Final = "After"
SHOWN_OF: Final = "The first {shown} of {count:,}."

PUBLISH: Final = "Publish"
PUBLISHING: Final = "Reading the sessions"
PACE: Final = "{done:,} of {total:,} texts, {rate} a second, {left} left"
PACE_BEGINS: Final = "{done:,} of {total:,} texts"
PUBLISHED: Final = "Version {number} is what attendees see now: {sessions:,} sessions."
UNCHANGED: Final = "Attendees see the same already, as version {number}. Nothing was changed."
FIRST_AGAIN: Final = "What stands above compares your file with theirs. Publish again if yours is the right one."
LINK: Final = "The link for attendees"
QR: Final = "The same link to photograph"
QR_DOWNLOAD: Final = "Download the picture"
NOT_READY: Final = "The model is still loading; publishing is possible in a few seconds. Nothing was lost: try again."

DRAFTS: Final = "Drafts that nobody has published"
DRAFT: Final = "Version {number}: {source}, {when} by {who}, {sessions:,} sessions ({summary})"
PUBLISH_DRAFT: Final = "Publish version {number}"
DISCARD: Final = "Discard version {number}"

DAMAGED: Final = (
    "Files of this conference are damaged on the server. Attendees see what is whole of it: "
    "version {number}. To mend it, publish your file again, or let whoever runs the server "
    "type: `{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "Nothing that was published of this conference can be read on the server. Attendees are told "
    "so. Publish your file again, or let whoever runs the server restore a backup."
)
NO_VERSIONS: Final = "Nothing is published yet."
VERSION_COLUMNS: Final = ("Version", "State", "When", "Sessions", "What changed", "Who", "File", "What it was")
NOW: Final = "Attendees see it"
SEEN: Final = "Was published"
DRAFT_STATE: Final = "Draft"
DAMAGED_STATE: Final = "Damaged"
ROLL_BACK_TO: Final = "Roll back to"
OLDER: Final = "Version {number}: {sessions:,} sessions, {when}, {source}"
ROLL_BACK: Final = "Roll back"
ROLLED_BACK: Final = "Attendees see version {number} again."
DOWNLOAD: Final = "Download what is published"
HISTORY: Final = "Who did what"
HISTORY_COLUMNS: Final = ("When", "Who", "What", "Version")
BY_HAND: Final = "put in the folder by hand"

RENAME: Final = "Name"
SAVE: Final = "Save"
SAVED: Final = "Saved."
EXAMPLES: Final = "Interests to try, one a line"
ALIASES: Final = "Expressions that mean the same"
ALIAS_SHORT: Final = "Short form"
ALIAS_LONG: Final = "Stands for"
HIDE: Final = "Hide it from attendees"
SHOW: Final = "Show it to attendees again"
HIDDEN: Final = "This conference is hidden: attendees cannot choose it."
DELETE: Final = "Delete the conference"
DELETE_SURE: Final = "Its versions go to the trash folder of the server. Type its address, {slug}, to go on."
DELETE_TYPED: Final = "Address"
DELETE_NOW: Final = "Delete it now"
DELETED: Final = "{name} is deleted."


def left(seconds: float) -> str:
    """ "8 s", "3 min": how much longer it takes, roughly."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"
