"""Messages of the organizers' page. Programme texts are never part of them."""

from typing import Final

from session_finder.web.i18n.plural import Plural

CHOOSE: Final = "Conference"
NEW: Final = "A new conference"
NONE_YET: Final = "There is no conference yet. Create one."
NONE_YOURS: Final = (
    "You are signed in, but no conference is assigned to you. Ask whoever runs this server to assign one."
)
NEW_NAME: Final = "Name"
NEW_SLUG: Final = "Address"
NEW_SLUG_HELP: Final = (
    "Part of the link for attendees: lowercase letters, digits and hyphens. It stays the same when the name changes."
)
BEGIN: Final = "Create the conference"
ZONE: Final = "Time zone of the conference"
NO_ZONE: Final = "Not specified"

UPLOAD: Final = "Upload"
VERSIONS: Final = "Versions"
CONFERENCE: Final = "Conference"

FILES: Final = "The file that your programme tool exports"
FILES_HELP: Final = (
    "CSV, Excel, LibreOffice, JSON, YAML, XML, iCalendar or a page with a table, also zipped, up to {limit} MB. You "
    "can add files that belong to it (EasyChair's authors and topics); the programme comes first."
)
PRIVATE: Final = "Only what attendees may see is kept. E-mail addresses, notes, scores and unknown columns are dropped."
READING_FILE: Final = "Reading the file, for {seconds} s now"
SHEET: Final = "Sheet"
IS: Final = "{format}: {rows:,} rows, {sessions:,} sessions"
IS_BREAKS: Final = ", {breaks:,} of them breaks"
IS_PARTS: Final = ", {parts:,} rows that belong to another one"
IS_LEFT_OUT: Final = ", {left_out:,} left out"
IS_UNUSED: Final = ", **{unused:,} not used**"
IS_ENDS: Final = "."
UNREADABLE: Final = "This file cannot be published yet. See below for what to do."
DROPPED: Final = Plural("One column was dropped: {columns}", "{count} columns were dropped: {columns}")
HELPING: Final = "Also read, but shown nowhere: {columns}"

PROBLEMS: Final = "What we noticed"
NO_PROBLEMS: Final = "Nothing is wrong with this file."
LEVELS: Final = {"error": "Stops publishing", "warning": "Warning", "note": "Note"}
COUNTS: Final = {
    "error": Plural("{count:,} stops publishing", "{count:,} stop publishing"),
    "warning": Plural("{count:,} warning", "{count:,} warnings"),
    "note": Plural("{count:,} note", "{count:,} notes"),
}
PROBLEM_COLUMNS: Final = {
    "level": "Severity",
    "line": "Line",
    "column": "Column",
    "value": "Value",
    "advice": "What to do",
}
JUMP: Final = "Select a row to see the lines of your file around it."
AROUND: Final = "Your file around line {line}"
LINE: Final = "Line"

MAPPING: Final = "Which column is what"
MAPPING_HELP: Final = (
    "Correct what was misunderstood. The columns that you publish with are remembered for the next file."
)
LEAVE_OUT: Final = "Not in this file"
UNDERSTOOD: Final = "Read the file again with these columns"
AS_PROPOSED: Final = "Reset to the proposed columns"
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
    "code": "Number or code",
    "id": "Id",
}

PREVIEW: Final = "What attendees will see"
UNUSUAL: Final = "The {count} sessions that are least like the others"
LACKS: Final = "Lacks"
SHORT_TEXT: Final = "only a short text"
DIFFERENCE: Final = "What changes for attendees"
DIFFERENCES: Final = {
    "added": "{count:,} added",
    "changed": "{count:,} changed",
    "removed": "{count:,} removed",
    "renamed": "{count:,} with a new id",
}
SAME: Final = "This file matches what attendees already see. There is nothing to publish."
TAKES_AWAY: Final = "This removes {removed:,} of {before:,} sessions."
RENAMED: Final = Plural(
    "The file gives one session a new id. Attendees lose their stars on it, and links to it stop working.",
    "The file gives {count:,} sessions new ids. Attendees lose their stars on these sessions, and links to them stop "
    "working.",
)
RENAMED_ADVICE: Final = "Choose “{leave_out}” for {id} under “{mapping}” to keep the old ids."
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
PUBLISHED: Final = "Attendees now see version {number}: {sessions:,} sessions."
UNCHANGED: Final = "Attendees already see this as version {number}. Nothing was changed."
FIRST_AGAIN: Final = "Your file is now compared with their version above. Publish again if yours is the right one."
LINK: Final = "The link for attendees"
QR: Final = "The same link as a QR code"
QR_DOWNLOAD: Final = "Download the picture"
EMBED: Final = "Show the finder in your own site"
EMBED_ADVICE: Final = "Paste these lines into your page. The box grows with its content."
EMBED_LINK: Final = "Find your sessions"
EMBED_NOT_ALLOWED: Final = 'The operator has to allow your site first: {setting}="https://your-site.example"'
NOT_READY: Final = "The model is still loading. Nothing was lost: try again in a few seconds."

DRAFTS: Final = "Unpublished drafts"
DRAFT: Final = "Version {number}: {source}, {when} by {who}, {sessions:,} sessions ({summary})"
PUBLISH_DRAFT: Final = "Publish version {number}"
DISCARD: Final = "Discard version {number}"

DAMAGED: Final = (
    "Files of this conference are damaged on the server. Attendees see the newest intact version, {number}. To repair"
    " it, publish your file again, or ask whoever runs the server to run: `{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "No published version of this conference can be read on the server, and attendees are told so. Publish your file "
    "again, or ask whoever runs the server to restore a backup."
)
NO_VERSIONS: Final = "Nothing is published yet."
VERSION_COLUMNS: Final = ("Version", "State", "When", "Sessions", "What changed", "Who", "File", "Format")
NOW: Final = "Attendees see it"
SEEN: Final = "Previously published"
DRAFT_STATE: Final = "Draft"
DAMAGED_STATE: Final = "Damaged"
ROLL_BACK_TO: Final = "Roll back to"
OLDER: Final = "Version {number}: {sessions:,} sessions, {when}, {source}"
ROLL_BACK: Final = "Roll back"
ROLLED_BACK: Final = "Attendees see version {number} again."
DOWNLOAD: Final = "Download what is published"
HISTORY: Final = "Who did what"
HISTORY_COLUMNS: Final = ("When", "Who", "What", "Version")
BY_HAND: Final = "added to the folder by hand"

READ_BY: Final = "Interests and sessions are read by the model {model}."
READ_BY_MEASURED: Final = (
    " On the sample programme it puts a fitting session among the first three for {percent:,} of 100 "
    "interests (nDCG@3: {ndcg})."
)
RENAME: Final = "Name"
SAVE: Final = "Save"
SAVED: Final = "Saved."
DAY_STARTS: Final = "A day starts at"
DAY_STARTS_HELP: Final = "Sessions before this time belong to the evening before. Set 05:00 for a night programme."
EXAMPLES: Final = "Example interests, one per line"
ALIASES: Final = "Expressions that mean the same"
ALIAS_SHORT: Final = "Short form"
ALIAS_LONG: Final = "Stands for"
LOOK: Final = "Look"
LOOK_HELP: Final = "This is how attendees recognize the conference. What is left empty is as the program has it."
ACCENT: Final = "Accent colour"
ACCENT_HELP: Final = "Where it would be hard to read, a darker or lighter shade is shown."
MENDED: Final = {
    "light": "On light pages {accent} is hard to read (contrast {contrast}; text needs {needed}), and {shade} is shown "
    "instead.",
    "dark": "On dark pages {accent} is hard to read (contrast {contrast}; text needs {needed}), and {shade} is shown "
    "instead.",
}
FIRST_DAY: Final = "First day"
LAST_DAY: Final = "Last day"
DAYS_HELP: Final = "Left empty, the days of the programme are shown."
PLACE: Final = "Place"
WEBSITE: Final = "Website"
WELCOME: Final = "A line of welcome"
LOGO: Final = "Logo"
LOGO_HELP: Final = "A PNG or SVG of at most {limit} kB. Only the still picture is kept: no scripts, links or metadata."
LOGO_LEFT_OUT: Final = "Left out of the logo, because it is a still picture: {names}"
LOGO_REMOVE: Final = "Take the logo away"
LOOK_PAGES: Final = {"light": "On light pages", "dark": "On dark pages"}
LOOK_SAVE: Final = "Save the look"
HIDE: Final = "Hide it from attendees"
SHOW: Final = "Show it to attendees again"
HIDDEN: Final = "This conference is hidden: attendees cannot choose it."
DELETE: Final = "Delete the conference"
DELETE_SURE: Final = "Its versions are moved to the server's trash folder. Type its address, {slug}, to confirm."
DELETE_TYPED: Final = "Address"
DELETE_NOW: Final = "Delete it now"
DELETED: Final = "{name} was deleted."

SECONDS_LEFT: Final = "{count} s"
MINUTES_LEFT: Final = "{count} min"
