"""Messages of link previews, which chats and search engines show. Programme texts are never part of them."""

from typing import Final

CONFERENCE: Final = "Saisissez ce qui vous intéresse et voyez quelles sessions correspondent le mieux, et pourquoi."
PROGRAMME: Final = "Tout l’emploi du temps, par jour et par salle."
PLAN: Final = "Choisissez des sessions, voyez lesquelles se chevauchent et remplissez votre temps libre."
MAP: Final = "Toutes les sessions sur une carte : celles dont le contenu se ressemble sont proches."
SITE: Final = "Trouvez les sessions de conférences qui correspondent à vos intérêts, et pourquoi elles correspondent."
SEARCH: Final = "Sessions sur « {query} »"
CANCELLED: Final = "Annulée : {title}"
