"""Messages of the organizers' page. Programme texts are never part of them."""

from typing import Final

CHOOSE: Final = "Conférence"
NEW: Final = "Une nouvelle conférence"
NONE_YET: Final = "Il n’y a pas encore de conférence. Créez-en une."
NONE_YOURS: Final = (
    "Vous êtes connecté, mais aucune conférence n’est à vous. La personne qui gère ce serveur peut vous en confier une."
)
NEW_NAME: Final = "Nom"
NEW_SLUG: Final = "Adresse"
NEW_SLUG_HELP: Final = (
    "Figure dans le lien que reçoivent les participants : minuscules, chiffres et traits d’union. Elle reste la même "
    "quand le nom change."
)
BEGIN: Final = "Créer la conférence"
ZONE: Final = "Fuseau horaire de la conférence"
NO_ZONE: Final = "Non précisé"

UPLOAD: Final = "Envoyer un fichier"
VERSIONS: Final = "Versions"
CONFERENCE: Final = "Conférence"

FILES: Final = "Le fichier qu’exporte votre outil de programmation"
FILES_HELP: Final = (
    "CSV, Excel, LibreOffice, JSON, YAML, XML, iCalendar ou une page avec un tableau, éventuellement zippés, jusqu’à "
    "{limit} Mo. Les fichiers qui l’accompagnent (auteurs et thèmes d’EasyChair) s’envoient avec lui ; le programme "
    "vient en premier."
)
PRIVATE: Final = (
    "Seul ce que les participants peuvent voir est conservé. Adresses e-mail, notes, évaluations et colonnes "
    "inconnues sont écartées."
)
READING_FILE: Final = "Lecture du fichier, depuis {seconds} s"
SHEET: Final = "Feuille"
IS: Final = "{format} : {rows:,} lignes, {sessions:,} sessions"
IS_BREAKS: Final = ", dont {breaks:,} pauses"
IS_PARTS: Final = ", {parts:,} lignes qui appartiennent à une autre"
IS_LEFT_OUT: Final = ", {left_out:,} laissées de côté"
IS_UNUSED: Final = ", **{unused:,} non utilisées**"
IS_ENDS: Final = "."
UNREADABLE: Final = "Ce fichier ne peut pas encore être publié. La marche à suivre est indiquée plus bas."
DROPPED: Final = "{count} colonnes ont été écartées : {columns}"
DROPPED_ONE: Final = "Une colonne a été écartée : {columns}"
HELPING: Final = "Également lues, mais affichées nulle part : {columns}"

PROBLEMS: Final = "Ce que nous avons remarqué"
NO_PROBLEMS: Final = "Ce fichier ne pose aucun problème."
LEVELS: Final = {"error": "Empêche la publication", "warning": "Avertissement", "note": "Remarque"}
COUNTS: Final = {
    "error": "{count:,} empêchent la publication",
    "warning": "{count:,} avertissements",
    "note": "{count:,} remarques",
}
COUNTS_ONE: Final = {"error": "1 empêche la publication", "warning": "1 avertissement", "note": "1 remarque"}
PROBLEM_COLUMNS: Final = {
    "level": "Gravité",
    "line": "Ligne",
    "column": "Colonne",
    "value": "Valeur",
    "advice": "Que faire",
}
JUMP: Final = "Choisissez une ligne pour voir celles qui l’entourent dans votre fichier."
AROUND: Final = "Votre fichier autour de la ligne {line}"
LINE: Final = "Ligne"

MAPPING: Final = "À quoi correspond chaque colonne"
MAPPING_HELP: Final = (
    "Corrigez ce qui a été mal compris. Les choix avec lesquels vous publiez serviront aussi pour le prochain fichier."
)
LEAVE_OUT: Final = "Pas dans ce fichier"
UNDERSTOOD: Final = "Relire avec ces colonnes"
AS_PROPOSED: Final = "Revenir à la proposition"
FIELDS: Final = {
    "title": "Titre",
    "abstract": "Résumé",
    "speakers": "Intervenants",
    "track": "Parcours",
    "level": "Niveau",
    "format": "Type de session",
    "room": "Salle",
    "day": "Jour",
    "start": "Début",
    "end": "Fin",
    "duration": "Durée",
    "language": "Langue",
    "tags": "Mots-clés",
    "url": "Lien",
    "code": "Numéro ou code",
    "id": "Identifiant",
}

PREVIEW: Final = "Ce que verront les participants"
UNUSUAL: Final = "Les {count} sessions qui ressemblent le moins aux autres"
LACKS: Final = "Manque"
SHORT_TEXT: Final = "seulement un texte court"
DIFFERENCE: Final = "Ce qui change pour les participants"
DIFFERENCES: Final = {
    "added": "ajoutées : {count:,}",
    "changed": "modifiées : {count:,}",
    "removed": "retirées : {count:,}",
    "renamed": "avec un autre identifiant : {count:,}",
}
SAME: Final = "Ce fichier dit ce que les participants voient déjà. Il n’y a rien à publier."
TAKES_AWAY: Final = "Cela retire {removed:,} sessions sur {before:,}."
RENAMED: Final = (
    "Le fichier donne à {count:,} sessions un autre identifiant que celui que connaissent les "
    "participants : leurs étoiles et leurs liens sont perdus."
)
RENAMED_ONE: Final = (
    "Le fichier donne à une session un autre identifiant que celui que connaissent les participants : "
    "ses étoiles et ses liens sont perdus."
)
RENAMED_ADVICE: Final = "Choisissez « {leave_out} » pour {id} sous « {mapping} », et les identifiants actuels restent."
ADDED: Final = "Ajoutées"
CHANGED: Final = "Modifiées"
REMOVED: Final = "Retirées"
LISTED: Final = "{what} : {count:,}"
SESSION: Final = "Session"
WHEN: Final = "Quand"
FIELDS_CHANGED: Final = "Ce qui a changé"
BEFORE: Final = "Avant"
AFTER: Final = "Après"
SHOWN_OF: Final = "Les {shown} premières sur {count:,}."

PUBLISH: Final = "Publier"
PUBLISHING: Final = "Lecture des sessions"
PACE: Final = "{done:,} textes sur {total:,}, {rate} par seconde, encore {left}"
PACE_BEGINS: Final = "{done:,} textes sur {total:,}"
PUBLISHED: Final = "Les participants voient maintenant la version {number} : {sessions:,} sessions."
UNCHANGED: Final = "Les participants voient déjà la même chose : la version {number}. Rien n’a été modifié."
FIRST_AGAIN: Final = (
    "Ci-dessus, votre fichier est comparé à celui de l’autre personne. Publiez de nouveau si le vôtre est le bon."
)
LINK: Final = "Le lien pour les participants"
QR: Final = "Le même lien, à photographier"
QR_DOWNLOAD: Final = "Télécharger l’image"
EMBED: Final = "Afficher l’outil dans votre propre site"
EMBED_ADVICE: Final = "Collez ces lignes dans votre page. Le cadre s’agrandit avec son contenu."
EMBED_LINK: Final = "Trouvez vos sessions"
EMBED_NOT_ALLOWED: Final = (
    'L’administrateur du serveur doit d’abord autoriser votre site\u202f: {setting}="https://votre-site.example"'
)
NOT_READY: Final = (
    "Le modèle est encore en cours de chargement ; vous pourrez publier dans quelques secondes. Rien n’est perdu : "
    "réessayez."
)

DRAFTS: Final = "Brouillons que personne n’a publiés"
DRAFT: Final = "Version {number} : {source}, {when}, par {who}, {sessions:,} sessions ({summary})"
PUBLISH_DRAFT: Final = "Publier la version {number}"
DISCARD: Final = "Supprimer la version {number}"

DAMAGED: Final = (
    "Des fichiers de cette conférence sont endommagés sur le serveur. Les participants voient "
    "ce qui est intact : la version {number}. Pour réparer, publiez à nouveau votre fichier, "
    "ou faites exécuter sur le serveur : `{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "Rien de ce qui a été publié de cette conférence n’est lisible sur le serveur. Les participants en "
    "sont avertis. Publiez à nouveau votre fichier, ou faites restaurer une sauvegarde sur le serveur."
)
NO_VERSIONS: Final = "Rien n’est encore publié."
VERSION_COLUMNS: Final = (
    "Version",
    "État",
    "Quand",
    "Sessions",
    "Ce qui a changé",
    "Qui",
    "Fichier",
    "Ce que c’était",
)
NOW: Final = "Visible par les participants"
SEEN: Final = "A été publiée"
DRAFT_STATE: Final = "Brouillon"
DAMAGED_STATE: Final = "Endommagée"
ROLL_BACK_TO: Final = "Revenir à"
OLDER: Final = "Version {number} : {sessions:,} sessions, {when}, {source}"
ROLL_BACK: Final = "Revenir"
ROLLED_BACK: Final = "Les participants voient de nouveau la version {number}."
DOWNLOAD: Final = "Télécharger ce qui est publié"
HISTORY: Final = "Qui a fait quoi"
HISTORY_COLUMNS: Final = ("Quand", "Qui", "Quoi", "Version")
BY_HAND: Final = "déposé à la main dans le dossier"

READ_BY: Final = "Les sujets et les sessions sont lus par le modèle {model}."
READ_BY_MEASURED: Final = (
    " Sur le programme d’exemple, il place une session pertinente parmi les trois premières pour "
    "{percent:,} sujets sur 100 (nDCG@3 : {ndcg})."
)
RENAME: Final = "Nom"
SAVE: Final = "Enregistrer"
SAVED: Final = "Enregistré."
DAY_STARTS: Final = "Une journée commence à"
DAY_STARTS_HELP: Final = (
    "Ce qui commence avant cette heure appartient à la veille au soir : 05:00 pour un programme de nuit."
)
EXAMPLES: Final = "Sujets à essayer, un par ligne"
ALIASES: Final = "Expressions de même sens"
ALIAS_SHORT: Final = "Forme courte"
ALIAS_LONG: Final = "Signifie"
LOOK: Final = "Apparence"
LOOK_HELP: Final = (
    "C’est à cela que les participants reconnaissent la conférence. Ce qui reste vide est tel que le prévoit "
    "l’application."
)
ACCENT: Final = "Couleur d’accent"
ACCENT_HELP: Final = "Là où elle serait difficile à lire, une teinte plus foncée ou plus claire s’affiche."
MENDED: Final = {
    "light": "Sur les pages claires, {accent} est difficile à lire (contraste {contrast} ; le texte demande "
    "{needed}) : {shade} s’y affiche.",
    "dark": "Sur les pages sombres, {accent} est difficile à lire (contraste {contrast} ; le texte demande "
    "{needed}) : {shade} s’y affiche.",
}
FIRST_DAY: Final = "Premier jour"
LAST_DAY: Final = "Dernier jour"
DAYS_HELP: Final = "Si ce champ reste vide, les jours du programme s’affichent."
PLACE: Final = "Lieu"
WEBSITE: Final = "Site web"
WELCOME: Final = "Une phrase de bienvenue"
LOGO: Final = "Logo"
LOGO_HELP: Final = (
    "Un PNG ou SVG de {limit} ko au plus. Seule l’image fixe est conservée : ni scripts, ni liens, ni métadonnées."
)
LOGO_LEFT_OUT: Final = "Retiré du logo, car c’est une image fixe : {names}"
LOGO_REMOVE: Final = "Retirer le logo"
LOOK_PAGES: Final = {"light": "Sur les pages claires", "dark": "Sur les pages sombres"}
LOOK_SAVE: Final = "Enregistrer l’apparence"
HIDE: Final = "La masquer aux participants"
SHOW: Final = "La montrer de nouveau aux participants"
HIDDEN: Final = "Cette conférence est masquée : les participants ne peuvent pas la choisir."
DELETE: Final = "Supprimer la conférence"
DELETE_SURE: Final = (
    "Ses versions vont dans la corbeille du serveur. Saisissez l’adresse de la conférence, {slug}, pour continuer."
)
DELETE_TYPED: Final = "Adresse"
DELETE_NOW: Final = "Supprimer maintenant"
DELETED: Final = "{name} est supprimée."


def left(seconds: float) -> str:
    """ "8 s", "3 min": how much longer it takes, roughly."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"
