"""What we say to organizers at the door, in one place."""

from typing import Final

TITLE: Final = "Organize"
NAME: Final = "Your name"
NAME_HELP: Final = "The history of the programmes shows it."
NAMELESS: Final = "Organizer"
PASSWORD: Final = "The organizers' password"  # noqa: S105  the label of a box
SIGN_IN: Final = "Sign in"
SIGN_IN_WITH: Final = "Sign in with {provider}"
SIGN_OUT: Final = "Sign out"
SIGNED_IN: Final = "Signed in as {name}."
FOR_ORGANIZERS: Final = "This page is for organizers."
WRONG: Final = "That is not the password."
WAIT: Final = "Too many wrong tries. Wait {seconds} before the next one."
AGAIN: Final = "You have not been here for {hours}. Sign in again."
OPEN: Final = (
    "Nobody has set a password yet. Until then this page is open to whoever has the link from the terminal of this "
    "server, and to nobody else. Before others can reach it, run: {command} password"
)
LINK: Final = (
    "Nobody has set a password yet. The terminal in which this server was started shows a link: whoever opens it may "
    "organize on this computer. Or set a password: {command} password"
)
UNKEPT: Final = (
    "The sign-in cannot be kept: the folder of the programmes cannot be written, or its disk is full. Whoever runs "
    "this server can mend it."
)
UNANSWERED: Final = "The sign-in was not answered. Try again; if that does not help, load the page anew."
THIS_COMPUTER: Final = "Organizer at this computer"
CLOSED: Final = (
    "The pages for organizers are closed: nobody has set a password. Whoever runs this server can open them with: "
    "{command} password"
)
UNREADABLE: Final = (
    "The organizers' password cannot be read. Whoever runs this server can set it anew with: {command} password"
)
NO_SECRETS: Final = "secrets.toml cannot be read, so nobody can sign in. Whoever runs this server can mend it."
NO_PROVIDER: Final = (
    "Sign-in is not set up: [auth] in secrets.toml names no client_id. Whoever runs this server can mend it."
)
HEADERS: Final = (
    "Sign-in is closed: server.trustedUserHeaders lets a request's headers say {names}, which only the provider may. "
    "Whoever runs this server can take them out of that option."
)
NO_UPLOAD: Final = "Only organizers who are signed in may send files. Sign in on the page for organizers."
TOO_BIG: Final = "The file is larger than {limit:,} bytes. Send a smaller one: programmes are seldom over 5,000,000."


def seconds(count: float) -> str:
    """ "1 second", "40 seconds": a wait, rounded up."""
    whole = max(1, -int(-count // 1))
    return "1 second" if whole == 1 else f"{whole:,} seconds"


def hours(count: int) -> str:
    """ "1 hour", "8 hours"."""
    return "1 hour" if count == 1 else f"{count} hours"
