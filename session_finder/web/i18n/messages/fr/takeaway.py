"""Messages about downloads of a plan. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "À emporter"
NOTHING: Final = (
    "Ajoutez une session à votre planning et vous pourrez l’emporter : dans votre agenda, en fichier, sur papier."
)
CALENDAR: Final = "Fichier d’agenda (.ics)"
TABLE: Final = "Tableau (.csv)"
FILE: Final = "Page web hors connexion"
PRINT: Final = "Version imprimable"
WHAT_FILE: Final = (
    "La page web contient votre planning et tout le programme. Elle fonctionne sans réseau, recherche comprise."
)
TIMELESS_ONE: Final = "Une de vos sessions n’a pas encore d’horaire ; elle n’est donc pas dans l’agenda."
TIMELESS: Final = "{count} de vos sessions n’ont pas encore d’horaire ; elles ne sont donc pas dans l’agenda."
SUBSCRIBE: Final = "S’abonner depuis l’agenda"
HOW_TO_SUBSCRIBE: Final = (
    "Donnez cette adresse à votre agenda (« Ajouter à partir de l’URL ») et il suivra le programme : quand l’une de "
    "ces sessions est déplacée, votre agenda affiche le nouvel horaire. Il contient les sessions qui sont maintenant "
    "dans votre planning ; si vous modifiez celui-ci, abonnez-vous de nouveau avec la nouvelle adresse."
)
ADDRESS: Final = "Adresse d’abonnement"
OPEN_CALENDAR: Final = "Ouvrir dans votre logiciel d’agenda"
ONLY_HERE: Final = "Les agendas en ligne ne peuvent pas atteindre cette adresse : elle est sur votre propre ordinateur."

CALENDAR_NAME: Final = "Mon planning : {conference}"

FILE_PLAN: Final = "Mon planning"
FILE_PROGRAMME: Final = "Tout le programme"
FILE_SECTIONS: Final = "Sections"
FILE_MADE: Final = "État du {day}, {time}."
FILE_TIMES: Final = "Les heures sont celles de {zone}."
FILE_EMPTY: Final = "Ce planning ne contient aucune session."
FILE_GONE_ONE: Final = "Une session de ce planning ne figure plus au programme."
FILE_GONE: Final = "{count} sessions de ce planning ne figurent plus au programme."
FILE_SEARCH: Final = "Chercher un mot dans le programme"
FILE_ALL: Final = "Toutes les sessions : {total}"
FILE_SOME: Final = "Sessions qui le contiennent : {shown} sur {total}"
FILE_NONE: Final = "Aucune session ne le contient."
FILE_ABSTRACT: Final = "Résumé"
FILE_LEFT_OUT: Final = "Le programme est très grand : dans ce fichier, seules les sessions du planning ont leur résumé."
FILE_NO_DAY: Final = "Sans horaire"
FILE_CANCELLED: Final = "Annulé"
FILE_IN_PLAN: Final = "Dans mon planning"
FILE_PAGE: Final = "Page de la session"
FILE_PRINT: Final = "Imprimer mon planning"
FILE_PRINT_ABSTRACTS: Final = "avec les résumés"
FILE_SKIP: Final = "Aller au programme"
