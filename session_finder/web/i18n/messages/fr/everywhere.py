"""Messages of the search across all conferences. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Toutes les conférences"
OFFER: Final = "Chercher cela dans toutes les conférences"
INTRODUCTION: Final = "Une seule recherche dans les {count:,} conférences publiées ici."
ONE: Final = "Une seule conférence est publiée ici : {name}. La page « Rechercher » y cherche."
NO_SESSIONS: Final = "Il n’y a pas encore de sessions dans ces conférences."
NOT_CLOSE: Final = "Rien dans ces conférences n’est proche de « {interest} » ; voici ce qui s’en approche le plus."
NO_MORE: Final = "Ce sont toutes les sessions de toutes les conférences."
ALSO_AT: Final = "Aussi à"
SEARCHED: Final = "Conférences parcourues : {count:,}. Toutes les sessions ont été examinées."
APPROXIMATE: Final = "Conférences parcourues : {count:,}, par un index approximatif : une session peut manquer."
