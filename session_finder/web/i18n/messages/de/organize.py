"""Messages of the organizers' page. Programme texts are never part of them."""

from typing import Final

CHOOSE: Final = "Konferenz"
NEW: Final = "Eine neue Konferenz"
NONE_YET: Final = "Es gibt noch keine Konferenz. Legen Sie eine an."
NONE_YOURS: Final = (
    "Sie sind angemeldet, aber keine Konferenz gehört Ihnen. Wer diesen Server betreibt, kann Sie für eine eintragen."
)
NEW_NAME: Final = "Name"
NEW_SLUG: Final = "Adresse"
NEW_SLUG_HELP: Final = (
    "Steht in dem Link, den die Teilnehmenden bekommen: Kleinbuchstaben, Ziffern und Bindestriche. Sie bleibt, auch "
    "wenn sich der Name ändert."
)
BEGIN: Final = "Konferenz anlegen"
ZONE: Final = "Zeitzone der Konferenz"
NO_ZONE: Final = "Nicht angegeben"

UPLOAD: Final = "Hochladen"
VERSIONS: Final = "Versionen"
CONFERENCE: Final = "Konferenz"

FILES: Final = "Die Datei, die Ihr Programmwerkzeug exportiert"
FILES_HELP: Final = (
    "CSV, Excel, LibreOffice, JSON, YAML, XML, iCalendar oder eine Seite mit Tabelle, auch gezippt, bis {limit} MB. "
    "Zugehörige Dateien (Autoren und Themen aus EasyChair) laden Sie mit hoch; das Programm kommt zuerst."
)
PRIVATE: Final = (
    "Behalten wird nur, was die Teilnehmenden sehen dürfen. E-Mail-Adressen, Notizen, Bewertungen und unbekannte "
    "Spalten werden weggelassen."
)
READING_FILE: Final = "Die Datei wird gelesen, seit {seconds} s"
SHEET: Final = "Tabellenblatt"
IS: Final = "{format}: {rows:,} Zeilen, {sessions:,} Sessions"
IS_BREAKS: Final = ", davon {breaks:,} Pausen"
IS_PARTS: Final = ", {parts:,} Zeilen, die zu einer anderen gehören"
IS_LEFT_OUT: Final = ", {left_out:,} ausgelassen"
IS_UNUSED: Final = ", **{unused:,} nicht verwendet**"
IS_ENDS: Final = "."
UNREADABLE: Final = "Diese Datei kann noch nicht veröffentlicht werden. Was zu tun ist, steht weiter unten."
DROPPED: Final = "{count} Spalten wurden weggelassen: {columns}"
DROPPED_ONE: Final = "Eine Spalte wurde weggelassen: {columns}"
HELPING: Final = "Ebenfalls gelesen, aber nirgends gezeigt: {columns}"

PROBLEMS: Final = "Was uns aufgefallen ist"
NO_PROBLEMS: Final = "Mit dieser Datei ist alles in Ordnung."
LEVELS: Final = {"error": "Verhindert das Veröffentlichen", "warning": "Warnung", "note": "Hinweis"}
COUNTS: Final = {
    "error": "{count:,} verhindern das Veröffentlichen",
    "warning": "{count:,} Warnungen",
    "note": "{count:,} Hinweise",
}
COUNTS_ONE: Final = {"error": "1 verhindert das Veröffentlichen", "warning": "1 Warnung", "note": "1 Hinweis"}
PROBLEM_COLUMNS: Final = {
    "level": "Wie schwer",
    "line": "Zeile",
    "column": "Spalte",
    "value": "Wert",
    "advice": "Was zu tun ist",
}
JUMP: Final = "Wählen Sie eine Zeile, um die Umgebung in Ihrer Datei zu sehen."
AROUND: Final = "Ihre Datei um Zeile {line}"
LINE: Final = "Zeile"

MAPPING: Final = "Welche Spalte was ist"
MAPPING_HELP: Final = (
    "Ändern Sie, was falsch verstanden wurde. Womit Sie veröffentlichen, gilt auch für die nächste Datei."
)
LEAVE_OUT: Final = "Nicht in dieser Datei"
UNDERSTOOD: Final = "Mit diesen Spalten neu lesen"
AS_PROPOSED: Final = "Zurück zum Vorschlag"
FIELDS: Final = {
    "title": "Titel",
    "abstract": "Beschreibung",
    "speakers": "Vortragende",
    "track": "Track",
    "level": "Niveau",
    "format": "Art der Session",
    "room": "Raum",
    "day": "Tag",
    "start": "Beginn",
    "end": "Ende",
    "duration": "Dauer",
    "language": "Sprache",
    "tags": "Schlagwörter",
    "url": "Link",
    "code": "Nummer oder Code",
    "id": "Kennung",
}

PREVIEW: Final = "Was die Teilnehmenden sehen werden"
UNUSUAL: Final = "Die {count} Sessions, die den anderen am wenigsten gleichen"
LACKS: Final = "Es fehlt"
SHORT_TEXT: Final = "nur ein kurzer Text"
DIFFERENCE: Final = "Was sich für die Teilnehmenden ändert"
DIFFERENCES: Final = {
    "added": "{count:,} neu",
    "changed": "{count:,} geändert",
    "removed": "{count:,} entfernt",
    "renamed": "{count:,} mit anderer Kennung",
}
SAME: Final = "Diese Datei sagt, was die Teilnehmenden schon sehen. Es gibt nichts zu veröffentlichen."
TAKES_AWAY: Final = "Damit fallen {removed:,} von {before:,} Sessions weg."
RENAMED: Final = (
    "Die Datei gibt {count:,} Sessions eine andere Kennung, als die Teilnehmenden kennen: Sterne und "
    "Links darauf gehen verloren."
)
RENAMED_ONE: Final = (
    "Die Datei gibt einer Session eine andere Kennung, als die Teilnehmenden kennen: Sterne und Links "
    "darauf gehen verloren."
)
RENAMED_ADVICE: Final = "Mit „{leave_out}“ für {id} unter „{mapping}“ bleiben die bisherigen."
ADDED: Final = "Neu"
CHANGED: Final = "Geändert"
REMOVED: Final = "Entfernt"
LISTED: Final = "{what}: {count:,}"
SESSION: Final = "Session"
WHEN: Final = "Wann"
FIELDS_CHANGED: Final = "Was sich geändert hat"
BEFORE: Final = "Vorher"
AFTER: Final = "Nachher"
SHOWN_OF: Final = "Die ersten {shown} von {count:,}."

PUBLISH: Final = "Veröffentlichen"
PUBLISHING: Final = "Die Sessions werden gelesen"
PACE: Final = "{done:,} von {total:,} Texten, {rate} pro Sekunde, noch {left}"
PACE_BEGINS: Final = "{done:,} von {total:,} Texten"
PUBLISHED: Final = "Die Teilnehmenden sehen jetzt Version {number}: {sessions:,} Sessions."
UNCHANGED: Final = "Die Teilnehmenden sehen schon dasselbe, als Version {number}. Es wurde nichts geändert."
FIRST_AGAIN: Final = (
    "Der Vergleich oben stellt Ihre Datei der anderen gegenüber. Veröffentlichen Sie noch einmal, wenn Ihre die "
    "richtige ist."
)
LINK: Final = "Der Link für die Teilnehmenden"
QR: Final = "Derselbe Link zum Abfotografieren"
QR_DOWNLOAD: Final = "Bild herunterladen"
EMBED: Final = "Den Finder in der eigenen Website zeigen"
EMBED_ADVICE: Final = "Fügen Sie diese Zeilen in Ihre Seite ein. Der Rahmen wächst mit seinem Inhalt."
EMBED_LINK: Final = "Passende Sessions finden"
EMBED_NOT_ALLOWED: Final = 'Zuerst muss der Betreiber Ihre Website zulassen: {setting}="https://ihre-website.example"'
NOT_READY: Final = (
    "Das Modell wird noch geladen; veröffentlichen können Sie in einigen Sekunden. Nichts ist verloren: Versuchen "
    "Sie es noch einmal."
)

DRAFTS: Final = "Entwürfe, die niemand veröffentlicht hat"
DRAFT: Final = "Version {number}: {source}, {when} von {who}, {sessions:,} Sessions ({summary})"
PUBLISH_DRAFT: Final = "Version {number} veröffentlichen"
DISCARD: Final = "Version {number} verwerfen"

DAMAGED: Final = (
    "Dateien dieser Konferenz sind auf dem Server beschädigt. Teilnehmende sehen, was davon "
    "heil ist: Version {number}. Veröffentlichen Sie Ihre Datei noch einmal, oder lassen Sie "
    "auf dem Server eingeben: `{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "Nichts, was von dieser Konferenz veröffentlicht wurde, ist auf dem Server lesbar. Den Teilnehmenden "
    "wird das gesagt. Veröffentlichen Sie Ihre Datei noch einmal, oder lassen Sie eine Sicherung zurückspielen."
)
NO_VERSIONS: Final = "Es ist noch nichts veröffentlicht."
VERSION_COLUMNS: Final = ("Version", "Stand", "Wann", "Sessions", "Was sich geändert hat", "Wer", "Datei", "Was es war")
NOW: Final = "Sehen die Teilnehmenden"
SEEN: Final = "War veröffentlicht"
DRAFT_STATE: Final = "Entwurf"
DAMAGED_STATE: Final = "Beschädigt"
ROLL_BACK_TO: Final = "Zurück zu"
OLDER: Final = "Version {number}: {sessions:,} Sessions, {when}, {source}"
ROLL_BACK: Final = "Zurückgehen"
ROLLED_BACK: Final = "Die Teilnehmenden sehen wieder Version {number}."
DOWNLOAD: Final = "Herunterladen, was veröffentlicht ist"
HISTORY: Final = "Wer was getan hat"
HISTORY_COLUMNS: Final = ("Wann", "Wer", "Was", "Version")
BY_HAND: Final = "von Hand in den Ordner gelegt"

READ_BY: Final = "Interessen und Sessions liest das Modell {model}."
READ_BY_MEASURED: Final = (
    " Im Beispielprogramm stellt es für {percent:,} von 100 Interessen eine passende Session unter die "
    "ersten drei (nDCG@3: {ndcg})."
)
RENAME: Final = "Name"
SAVE: Final = "Speichern"
SAVED: Final = "Gespeichert."
DAY_STARTS: Final = "Ein Tag beginnt um"
DAY_STARTS_HELP: Final = "Was vor dieser Uhrzeit beginnt, gehört zum Abend davor: 05:00 bei einem Nachtprogramm."
EXAMPLES: Final = "Beispiele zum Ausprobieren, eins pro Zeile"
ALIASES: Final = "Ausdrücke, die dasselbe bedeuten"
ALIAS_SHORT: Final = "Kurzform"
ALIAS_LONG: Final = "Steht für"
LOOK: Final = "Aussehen"
LOOK_HELP: Final = "Daran erkennen Teilnehmende die Konferenz. Was leer bleibt, ist wie vom Programm vorgesehen."
ACCENT: Final = "Akzentfarbe"
ACCENT_HELP: Final = "Wo sie schwer zu lesen wäre, erscheint ein dunklerer oder hellerer Ton."
MENDED: Final = {
    "light": "Auf hellen Seiten ist {accent} schwer zu lesen (Kontrast {contrast}; Text braucht {needed}): Dort "
    "erscheint {shade}.",
    "dark": "Auf dunklen Seiten ist {accent} schwer zu lesen (Kontrast {contrast}; Text braucht {needed}): Dort "
    "erscheint {shade}.",
}
FIRST_DAY: Final = "Erster Tag"
LAST_DAY: Final = "Letzter Tag"
DAYS_HELP: Final = "Bleibt dies leer, erscheinen die Tage des Programms."
PLACE: Final = "Ort"
WEBSITE: Final = "Webseite"
WELCOME: Final = "Eine Zeile zur Begrüßung"
LOGO: Final = "Logo"
LOGO_HELP: Final = (
    "Ein PNG oder SVG mit höchstens {limit} kB. Nur das stehende Bild bleibt: keine Skripte, Verweise oder Metadaten."
)
LOGO_LEFT_OUT: Final = "Im Logo weggelassen, weil es ein stehendes Bild ist: {names}"
LOGO_REMOVE: Final = "Logo entfernen"
LOOK_PAGES: Final = {"light": "Auf hellen Seiten", "dark": "Auf dunklen Seiten"}
LOOK_SAVE: Final = "Aussehen speichern"
HIDE: Final = "Vor den Teilnehmenden verbergen"
SHOW: Final = "Den Teilnehmenden wieder zeigen"
HIDDEN: Final = "Diese Konferenz ist verborgen: Teilnehmende können sie nicht wählen."
DELETE: Final = "Konferenz löschen"
DELETE_SURE: Final = (
    "Die Versionen kommen in den Papierkorb-Ordner des Servers. Geben Sie die Adresse {slug} ein, um fortzufahren."
)
DELETE_TYPED: Final = "Adresse"
DELETE_NOW: Final = "Jetzt löschen"
DELETED: Final = "{name} ist gelöscht."


def left(seconds: float) -> str:
    """ "8 s", "3 min": how much longer it takes, roughly."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"
