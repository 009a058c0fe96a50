"""Messages for attendees on the find page and on all pages. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "Qu’est-ce qui vous intéresse ?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "Pas d’idée ? Essayez l’un de ces sujets."
CHOOSE_PROGRAMME: Final = "Programme"
MORE: Final = "Afficher plus"
ABSTRACT: Final = "Le résumé complet"
NO_ABSTRACT: Final = "Le programme ne donne pas de résumé de cette session."
NO_SESSIONS: Final = "Ce programme ne contient pas encore de sessions."
NO_MORE: Final = "C’est tout le programme."
NOTHING_TYPED: Final = "Saisissez un sujet, une question ou un nom, ou collez un texte."
LONG: Final = "Seuls les {limit:,} premiers caractères ont été lus."
WARMING: Final = (
    "Un instant : le modèle qui lit votre demande est en cours de chargement. Cela prend quelques secondes."
)
WARMING_PROGRESS: Final = "{name} : {done:,} textes lus sur {total:,}"
FAILED: Final = "L’outil de recherche n’a pas pu démarrer."
FAILED_ADVICE: Final = "Merci de prévenir les organisateurs. Voici ce que dit le serveur :"
BUSY: Final = (
    "Les recherches sont très nombreuses en ce moment et la vôtre est restée sans réponse ; réessayez dans un instant."
)
NO_PROGRAMME: Final = "Aucun programme n’est encore publié ici. Revenez un peu plus tard."
AWAY: Final = "Le programme ne peut pas être consulté pour le moment. Réessayez dans une minute."
CANNOT_BE_READ: Final = (
    "Le programme de cette conférence ne peut pas être lu pour le moment. "
    "Les organisateurs en sont informés. Réessayez plus tard."
)
NO_SUCH_PROGRAMME: Final = "L’adresse désigne un programme qui n’est pas ici. Vous cherchez dans celui-ci à la place."
ANSWERED_BY: Final = "Réponse du modèle {model}, sur ce serveur. Ce que vous saisissez n’en sort pas."
RESULTS: Final = "Les sessions qui correspondent le mieux"
RESULTS_SEVERAL: Final = "Les sessions qui correspondent le mieux, tour à tour pour chacun de vos sujets"
FOUND_FOR: Final = "Pour « {subject} »"
MISSING: Final = "Rien dans ce programme n’est proche de {subjects}."
MISSING_FILTERED: Final = "Rien de ce que laissent les filtres n’est proche de {subjects}."
NOT_CLOSE: Final = (
    "Rien dans ce programme n’est vraiment proche de « {interest} » ; voici ce qui s’en approche le plus."
)
VAGUE: Final = (
    "« {interest} » ne nomme aucun sujet. Écrivez ce qui vous intéresse, par exemple un thème ou une question."
)
NOT_CLOSE_TO_LIKED: Final = (
    "Rien dans ce programme n’est vraiment proche de ce que vous avez choisi ; voici ce qui s’en approche le plus."
)
FOREIGN: Final = (
    "Langue reconnue : {language}. Le modèle ne lit que l’anglais ; il trouve donc surtout les noms et les autres mots "
    "qui figurent tels quels dans le programme."
)
SCRIPTS: Final = {
    "a language in Cyrillic letters": "une langue en alphabet cyrillique",
    "a language in Arabic letters": "une langue en alphabet arabe",
    "a language in Devanagari letters": "une langue en écriture devanagari",
    "Chinese or Japanese": "chinois ou japonais",
}
FOUND: Final = "Sessions trouvées : {count}. La meilleure : {title}"
OUTSIDE: Final = "D’un autre parcours"
ALSO: Final = "Aussi"
SIMILAR: Final = "Sessions similaires"
UP: Final = "Cela me plaît"
DOWN: Final = "Pas pour moi"
LIKED: Final = "Proches de"
DISLIKED: Final = "Éloignées de"
UNDO: Final = "Annuler"
UNDO_ALL: Final = "Tout annuler"

CLOSENESS: Final = {"strong": "Très proche", "good": "Proche", "weak": "Assez éloignée", "far": "Éloignée"}
EVIDENCE_IN: Final = {"title": "Dans le titre", "tags": "Mots-clés", "track": "Parcours", "speakers": "Intervenants"}
NEAR: Final = "sens proche"
HOW_CLOSE: Final = "Proximité"
ONLY_THESE: Final = "Seulement les sessions avec « {value} »"
HOW_SURE: Final = "Peut-on s’y fier ?"
HOW_SURE_ANSWER: Final = (
    "Mesuré sur plus de mille sujets dont les réponses sont connues : quand la meilleure session était très "
    "proche, le programme avait une réponse dans 95 cas sur 100, dans 67 quand elle était proche, dans 25 "
    "quand elle était assez éloignée. Les sessions suivantes sont un peu moins souvent justes que la première."
)
SESSION_PAGE: Final = "Page de la session"
FIND: Final = "Rechercher"
NO_SUCH_SESSION: Final = (
    "Cette session ne figure pas au programme. Elle a peut-être été retirée depuis la création du lien."
)

STAR: Final = "Ajouter à mon planning"
STARRED: Final = "Dans mon planning"
TWO_PLANS: Final = (
    "Le lien que vous avez ouvert contient un planning (sessions : {link}) et ce navigateur un autre "
    "(sessions : {browser}). Lequel est le vôtre ?"
)
TAKE_LINKS: Final = "Celui du lien"
TAKE_BROWSERS: Final = "Celui de ce navigateur"
TAKE_BOTH: Final = "Les deux réunis"
BROKEN_LINK: Final = {
    "broken": "Ce lien ne contient pas de planning lisible. Copiez-le de nouveau, jusqu’au bout.",
    "newer": "Ce lien contient un planning d’un format plus récent. Ouvrez-le sur le serveur dont il provient.",
    "full": "Ce lien contient plus de sessions qu’un planning ne peut en avoir.",
}
PLAN_FULL: Final = "Un planning contient {most} sessions au maximum. Retirez-en d’abord quelques-unes."

SURROUNDINGS: Final = {
    "skip": "Aller au contenu",
    "pages": "Pages",
    "menu": "Menu principal",
}
WEBSITE: Final = "Site de la conférence"
LANGUAGE: Final = "Langue"
TIMES_OF_CONFERENCE: Final = "Les heures sont celles de la conférence ({zone})."
TIMES_OF_OWN: Final = "Les heures sont les vôtres ({zone})."
SHOW_OWN_TIMES: Final = "Afficher les miennes ({zone})"
SHOW_CONFERENCE_TIMES: Final = "Afficher celles de la conférence ({zone})"

PROGRAMME: Final = "Programme"
MY_PLAN: Final = "Mon planning"
MAP: Final = "Carte"

FILTERS: Final = "Filtres"
FILTERS_ACTIVE: Final = "Filtres (actifs : {count})"
ACTIVE_FILTERS: Final = "Filtres actifs"
FILTER_NAMES: Final = {
    "day": "Jour",
    "track": "Parcours",
    "level": "Niveau",
    "room": "Salle",
    "format": "Format",
    "language": "Langue",
    "tag": "Mot-clé",
    "speaker": "Intervenant",
    "employer": "Employeur",
    "code": "Code",
    "begin": "De",
    "end": "À",
    "at": "En cours à",
    "longer": "Durée minimale",
    "shorter": "Durée maximale",
    "unsaid": "Mots exclus",
    "upcoming": "Pas encore terminées",
    "unplanned": "Hors de mon planning",
    "fitting": "Compatibles avec mon planning",
}
FILTER_FACES: Final = {
    "at": "à {value}",
    "longer": "au moins {value} min",
    "shorter": "au plus {value} min",
    "exclude": "sans {value}",
}
MOST_FREQUENT: Final = "Les {count} plus fréquents sur {all}"
FILTER_VALUE: Final = "{name} : {value}"
FILTER_TIME: Final = "Heure"
FILTER_TIME_ZONE: Final = "Heure ({zone})"
FILTER_ONLY: Final = "Seulement"
ANY_TIME: Final = "Indifférent"
WITH_COUNT: Final = "{choice} ({count})"
REMOVE_FILTER: Final = "Retirer le filtre {filter}"
CLEAR_FILTERS: Final = "Tout retirer"
LEFT_ONE: Final = "1 session sur {all} correspond."
LEFT: Final = "{count} sessions sur {all} correspondent."
SEE_IN_PROGRAMME: Final = "Les voir dans le programme"
UNKNOWN_FILTER: Final = "L’adresse demande ce que ce programme ne contient pas : {values}."
NOTHING_LEFT: Final = "Aucune session ne correspond à tous ces filtres."
LOOSEN_ONE: Final = "Sans « {filter} », il en resterait une."
LOOSEN: Final = "Sans « {filter} », il en resterait {count}."
LOOSEN_ALL: Final = "En retirer un seul n’en ramène aucune."
NOT_CLOSE_FILTERED: Final = (
    "Parmi ce qui correspond aux filtres, rien n’est vraiment proche de « {interest} » ; voici ce qui s’en approche "
    "le plus."
)
NO_MORE_FILTERED: Final = "C’est tout ce qui correspond aux filtres."

READ_ONE: Final = "{words} est lu comme un filtre, voir ci-dessus."
READ: Final = "{words} sont lus comme des filtres, voir ci-dessus."
READ_ONLY_ONE: Final = "{words} est lu comme un filtre : seules ces sessions sont cherchées."
READ_ONLY: Final = "{words} sont lus comme des filtres : seules ces sessions sont cherchées."
READ_CHOSEN_ONE: Final = "{words} est lu comme un filtre ; les filtres choisis l’emportent."
READ_CHOSEN: Final = "{words} sont lus comme des filtres ; les filtres choisis l’emportent."
READ_IGNORED_ONE: Final = "{words} est lu comme un filtre ; vous l’avez retiré."
READ_IGNORED: Final = "{words} sont lus comme des filtres ; vous les avez retirés."
READ_AS_WORDS: Final = "Tous les mots sont recherchés tels quels."
READ_AGAIN: Final = "Y lire des filtres"
APPLY: Final = "Appliquer de nouveau"
SEARCH_AS_WORDS: Final = "Chercher ces mots"
LEAVE_OUT: Final = "Laisser de côté {words}"
MAYBE: Final = "Vouliez-vous dire :"
LISTED: Final = "Sessions correspondantes : {count}, dans l’ordre des heures"
LEFT_OUT: Final = "Laissées de côté : les sessions qui disent {words} sous une forme ou une autre ({count})."
LEFT_OUT_ALL: Final = "Laissées de côté : les sessions qui disent {words} sous une forme ou une autre."
LEFT_OUT_NOTHING: Final = "Rien ici ne dit {words} : rien n’est laissé de côté."
NONE_LEFT: Final = "Il ne reste aucune session."
QUOTED: Final = "« {words} »"
LIST_COMMA: Final = ", "

ON_NOW: Final = "En ce moment ({time})"
UP_NEXT: Final = "Ensuite"
NOW_MORE: Final = "{count} de plus"
BREAK: Final = "pause"
AS_OF: Final = (
    "Les changements du programme ne peuvent pas être récupérés pour le moment. Vous "
    "le voyez tel qu’il était le {when}."
)
