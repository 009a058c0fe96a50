"""Messages of the map page. Programme texts are never part of them."""

from typing import Final

INTRODUCTION: Final = (
    "Chaque point est une session. Les sessions au contenu semblable sont proches les unes des autres."
)
HOW: Final = (
    "Cliquez sur un point pour voir sa session. Faites glisser pour déplacer la carte, maintenez Ctrl et tournez la "
    "molette pour agrandir, double-cliquez pour la revoir en entier. Un clic sur un parcours de la légende n’affiche "
    "que ce parcours. Choisir une zone ci-dessus agrandit aussi la carte."
)
DRAWING: Final = (
    "La carte est en cours de dessin. Avec des milliers de sessions, cela prend quelques secondes, une seule fois."
)
FEW: Final = "Ce programme a trop peu de sessions pour une carte. Elles sont toutes dans la liste."
TOO_MANY: Final = (
    "Ce programme compte trop de sessions pour une carte. Cherchez-y, ou parcourez-le sur la page du programme."
)

# The picture for those who do not see it. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "Une carte de {count} sessions réparties en zones sur : {neighbourhoods}. La liste des zones contient les mêmes "
    "sessions, avec des liens."
)
SEARCH: Final = "Marquer ce qui correspond à un sujet"
AREA: Final = "Zone"
WHOLE: Final = "Toute la carte"
UNNAMED: Final = "Zone {number}"
BETWEEN_WORDS: Final = " · "  # between the telling words of a neighbourhood

SESSION: Final = "Session"
WHEN: Final = "Quand"
ROOM: Final = "Salle"
TRACK: Final = "Parcours"
OTHER_TRACKS: Final = "Autres parcours"
NO_TRACK: Final = "Sans parcours"

MARKED: Final = "Marquées d’un anneau et de leur rang : les sessions qui correspondent le mieux."
MARKED_FAR: Final = "Rien ici n’est vraiment proche de votre sujet ; ce qui s’en approche le plus est marqué."
STARS: Final = "Les étoiles sont les sessions de votre planning."
RESULT: Final = "Correspond, rang {place}"

SESSIONS: Final = "{count:,} sessions"
SESSIONS_ONE: Final = "1 session"
WITH_RESULTS: Final = "marquées : {count}"
WITH_STARS: Final = "dans mon planning : {count}"
MORE_THERE: Final = "Et {count:,} autres : choisissez cette zone ci-dessus pour toutes les voir."
MORE_OF_THEM: Final = "Et {count:,} autres, qui sont sur la page Programme."
CHOSEN: Final = "La session que vous avez choisie"
OPEN: Final = "Ouvrir la page de la session"
CHOSEN_SAID: Final = "Choisie sur la carte : {title}"
