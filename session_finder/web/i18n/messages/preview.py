"""Messages of link previews, which chats and search engines show. Programme texts are never part of them."""

from typing import Final

CONFERENCE: Final = "Type an interest and see the sessions that fit best, and why."
PROGRAMME: Final = "The whole timetable by day and room."
PLAN: Final = "Choose sessions, see which overlap, and have your free time filled."
MAP: Final = "All sessions on a map: sessions with similar content are close together."
SITE: Final = "Find the conference sessions that fit your interests, and why they fit."
SEARCH: Final = "Sessions for “{query}”"
CANCELLED: Final = "Cancelled: {title}"
