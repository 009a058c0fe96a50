"""Messages of the organizers' sign-in."""

from typing import Final

from session_finder.web.i18n.plural import Plural

TITLE: Final = "Organize"
NAME: Final = "Your name"
NAME_HELP: Final = "Shown in the programmes' history."
NAMELESS: Final = "Organizer"
PASSWORD: Final = "The organizers' password"  # noqa: S105  the label of a box
SIGN_IN: Final = "Sign in"
SIGN_IN_WITH: Final = "Sign in with {provider}"
SIGN_OUT: Final = "Sign out"
SIGNED_IN: Final = "Signed in as {name}."
FOR_ORGANIZERS: Final = "This page is for organizers."
WRONG: Final = "Wrong password."
WAIT: Final = "Too many wrong attempts. Wait {seconds} before you try again."
AGAIN: Final = "You were signed out after {hours} without activity. Sign in again."
OPEN: Final = (
    "No password is set yet. Until then, only people with the link from this server's terminal can open this page. "
    "Before others can reach the server, run: {command} password"
)
LINK: Final = (
    "No password is set yet. The terminal in which this server was started shows a link that lets you organize on "
    "this computer. Or set a password: {command} password"
)
UNKEPT: Final = (
    "You cannot be signed in: the data folder is not writable, or its disk is full. Ask whoever runs this server to "
    "fix it."
)
UNANSWERED: Final = "The server did not respond. Try again; if that does not help, reload the page."
THIS_COMPUTER: Final = "Organizer at this computer"
CLOSED: Final = (
    "The organizers' pages are closed because no password is set. Whoever runs this server can open them with: "
    "{command} password"
)
UNREADABLE: Final = (
    "The organizers' password cannot be read. Whoever runs this server can set a new one with: {command} password"
)
NO_SECRETS: Final = "secrets.toml cannot be read, so nobody can sign in. Ask whoever runs this server to fix it."
NO_PROVIDER: Final = (
    "Sign-in is not set up: [auth] in secrets.toml names no client_id. Ask whoever runs this server to fix it."
)
HEADERS: Final = (
    "Sign-in is closed: server.trustedUserHeaders lets request headers set {names}, which only the provider may. Ask "
    "whoever runs this server to remove them from that option."
)
NO_UPLOAD: Final = "Only organizers who are signed in may upload files. Sign in on the organizers' page."
TOO_BIG: Final = (
    "The file is larger than {limit:,} bytes. Upload a smaller one: programmes are rarely over 5,000,000 bytes."
)

SECONDS: Final = Plural("{count} second", "{count:,} seconds")
HOURS: Final = Plural("{count} hour", "{count} hours")
