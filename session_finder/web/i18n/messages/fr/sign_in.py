"""Messages of the organizers' sign-in."""

from typing import Final

TITLE: Final = "Organiser"
NAME: Final = "Votre nom"
NAME_HELP: Final = "Il apparaît dans l’historique des programmes."
NAMELESS: Final = "Organisateur"
PASSWORD: Final = "Le mot de passe des organisateurs"  # noqa: S105  the label of a box
SIGN_IN: Final = "Se connecter"
SIGN_IN_WITH: Final = "Se connecter avec {provider}"
SIGN_OUT: Final = "Se déconnecter"
SIGNED_IN: Final = "Connecté en tant que {name}."
FOR_ORGANIZERS: Final = "Cette page est réservée aux organisateurs."
WRONG: Final = "Ce n’est pas le bon mot de passe."
WAIT: Final = "Trop d’essais infructueux. Attendez {seconds} avant le prochain."
AGAIN: Final = "Vous n’êtes pas venu ici depuis {hours}. Connectez-vous à nouveau."
OPEN: Final = (
    "Aucun mot de passe n’est encore défini. D’ici là, cette page n’est ouverte qu’à la personne qui a le lien du "
    "terminal de ce serveur. Avant que d’autres puissent l’atteindre, exécutez : {command} password"
)
LINK: Final = (
    "Aucun mot de passe n’est encore défini. Le terminal dans lequel ce serveur a été démarré affiche un lien : la "
    "personne qui l’ouvre peut organiser sur cet ordinateur. Ou définissez un mot de passe : {command} "
    "password"
)
UNKEPT: Final = (
    "La connexion ne peut pas être enregistrée : le dossier des programmes n’est pas accessible en écriture, ou le "
    "disque est plein. La personne qui gère ce serveur peut y remédier."
)
UNANSWERED: Final = "La connexion n’a pas reçu de réponse. Réessayez ; si cela ne suffit pas, rechargez la page."
THIS_COMPUTER: Final = "Organisateur sur cet ordinateur"
CLOSED: Final = (
    "Les pages des organisateurs sont fermées : aucun mot de passe n’est défini. La personne qui gère ce serveur "
    "peut les ouvrir avec : {command} password"
)
UNREADABLE: Final = (
    "Le mot de passe des organisateurs est illisible. La personne qui gère ce serveur peut le redéfinir avec : "
    "{command} password"
)
NO_SECRETS: Final = (
    "secrets.toml est illisible : personne ne peut se connecter. La personne qui gère ce serveur peut y remédier."
)
NO_PROVIDER: Final = (
    "La connexion n’est pas configurée : [auth] dans secrets.toml n’indique aucun client_id. La personne qui gère ce "
    "serveur peut y remédier."
)
HEADERS: Final = (
    "La connexion est fermée : server.trustedUserHeaders laisse les en-têtes d’une requête indiquer {names}, ce que "
    "seul le fournisseur peut faire. La personne qui gère ce serveur peut les retirer de cette option."
)
NO_UPLOAD: Final = (
    "Seuls les organisateurs connectés peuvent envoyer des fichiers. Connectez-vous sur la page des organisateurs."
)
TOO_BIG: Final = (
    "Le fichier dépasse {limit:,} octets. Envoyez-en un plus petit : les programmes dépassent rarement 5 000 000."
)


def seconds(count: float) -> str:
    """ "1 seconde", "40 secondes": a wait, rounded up."""
    whole = max(1, -int(-count // 1))
    return "1 seconde" if whole == 1 else f"{whole} secondes"


def hours(count: int) -> str:
    """ "1 heure", "8 heures"; a number below two is singular."""
    return f"{count} heure" if count < 2 else f"{count} heures"
