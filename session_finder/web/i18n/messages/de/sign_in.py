"""Messages of the organizers' sign-in."""

from typing import Final

TITLE: Final = "Organisieren"
NAME: Final = "Ihr Name"
NAME_HELP: Final = "Er steht im Verlauf der Programme."
NAMELESS: Final = "Organisationsteam"
PASSWORD: Final = "Das Passwort des Organisationsteams"  # noqa: S105  the label of a box
SIGN_IN: Final = "Anmelden"
SIGN_IN_WITH: Final = "Mit {provider} anmelden"
SIGN_OUT: Final = "Abmelden"
SIGNED_IN: Final = "Angemeldet als {name}."
FOR_ORGANIZERS: Final = "Diese Seite ist für das Organisationsteam."
WRONG: Final = "Das ist nicht das richtige Passwort."
WAIT: Final = "Zu viele Fehlversuche. Warten Sie {seconds} bis zum nächsten Versuch."
AGAIN: Final = "Sie waren seit {hours} nicht mehr hier. Melden Sie sich bitte erneut an."
OPEN: Final = (
    "Es ist noch kein Passwort gesetzt. Bis dahin steht diese Seite allen offen, die den Link aus dem Terminal dieses "
    "Servers haben, und sonst niemandem. Bevor andere ihn erreichen, führen Sie aus: {command} password"
)
LINK: Final = (
    "Es ist noch kein Passwort gesetzt. Das Terminal, in dem dieser Server gestartet wurde, zeigt einen Link: Wer ihn "
    "öffnet, kann an diesem Computer organisieren. Oder setzen Sie ein Passwort: {command} password"
)
UNKEPT: Final = (
    "Die Anmeldung lässt sich nicht speichern: In den Ordner der Programme kann nicht geschrieben werden, oder der "
    "Datenträger ist voll. Wer diesen Server betreibt, kann das beheben."
)
UNANSWERED: Final = (
    "Die Anmeldung wurde nicht beantwortet. Versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu."
)
THIS_COMPUTER: Final = "Organisationsteam an diesem Computer"
CLOSED: Final = (
    "Die Seiten des Organisationsteams sind geschlossen: Es ist kein Passwort gesetzt. Wer diesen Server betreibt, "
    "kann sie öffnen mit: {command} password"
)
UNREADABLE: Final = (
    "Das Passwort des Organisationsteams lässt sich nicht lesen. Wer diesen Server betreibt, kann es neu setzen mit: "
    "{command} password"
)
NO_SECRETS: Final = (
    "secrets.toml lässt sich nicht lesen, deshalb kann sich niemand anmelden. Wer diesen Server betreibt, kann das "
    "beheben."
)
NO_PROVIDER: Final = (
    "Die Anmeldung ist nicht eingerichtet: [auth] in secrets.toml nennt keine client_id. Wer diesen Server betreibt, "
    "kann das beheben."
)
HEADERS: Final = (
    "Die Anmeldung ist geschlossen: server.trustedUserHeaders lässt {names} aus den Kopfzeilen einer Anfrage gelten, "
    "was nur der Anbieter darf. Wer diesen Server betreibt, kann sie aus dieser Einstellung herausnehmen."
)
NO_UPLOAD: Final = (
    "Nur wer angemeldet ist und zum Organisationsteam gehört, darf Dateien senden. Melden Sie sich auf der Seite des "
    "Organisationsteams an."
)
TOO_BIG: Final = (
    "Die Datei ist größer als {limit:,} Bytes. Senden Sie eine kleinere: Programme sind selten größer als 5.000.000."
)


def seconds(count: float) -> str:
    """ "1 Sekunde", "40 Sekunden": a wait, rounded up."""
    whole = max(1, -int(-count // 1))
    return "1 Sekunde" if whole == 1 else f"{whole} Sekunden"


def hours(count: int) -> str:
    """ "1 Stunde", "8 Stunden", as they stand behind "seit"."""
    return "1 Stunde" if count == 1 else f"{count} Stunden"
