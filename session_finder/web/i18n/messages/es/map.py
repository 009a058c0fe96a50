"""Messages of the map page. Programme texts are never part of them."""

from typing import Final

INTRODUCTION: Final = "Cada punto es una sesión. Las sesiones de contenido parecido están cerca unas de otras."
HOW: Final = (
    "Haz clic en un punto para ver su sesión. Arrastra para mover el mapa, mantén Ctrl y gira la rueda para "
    "acercarte, haz doble clic para volver a verlo entero. Un clic en un área de la leyenda muestra solo esa área. "
    "Elegir una zona arriba también acerca el mapa."
)
DRAWING: Final = "Dibujando el mapa. Con miles de sesiones tarda unos segundos, una sola vez."
FEW: Final = "Este programa tiene muy pocas sesiones para un mapa. Están todas en la lista."
TOO_MANY: Final = (
    "Este programa tiene demasiadas sesiones para un mapa. Busque en él o recórralo en la página del programa."
)

# The picture for those who do not see it. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "Un mapa de {count} sesiones en zonas sobre: {neighbourhoods}. La lista de zonas contiene las mismas sesiones, "
    "con enlaces."
)
SEARCH: Final = "Marcar lo que encaja con un tema"
AREA: Final = "Zona"
WHOLE: Final = "El mapa entero"
UNNAMED: Final = "Zona {number}"
BETWEEN_WORDS: Final = " · "  # between the telling words of a neighbourhood

SESSION: Final = "Sesión"
WHEN: Final = "Cuándo"
ROOM: Final = "Sala"
TRACK: Final = "Área temática"
OTHER_TRACKS: Final = "Otras áreas"
NO_TRACK: Final = "Sin área temática"

MARKED: Final = "Marcadas con un anillo y su puesto: las sesiones que mejor encajan."
MARKED_FAR: Final = "Aquí no hay nada cercano a tu tema; está marcado lo más próximo."
STARS: Final = "Las estrellas son las sesiones de tu plan."
RESULT: Final = "Encaja, puesto {place}"

SESSIONS: Final = "{count:,} sesiones"
SESSIONS_ONE: Final = "1 sesión"
WITH_RESULTS: Final = "marcadas: {count}"
WITH_STARS: Final = "en mi plan: {count}"
MORE_THERE: Final = "Y {count:,} más: elige esta zona arriba para verlas todas."
MORE_OF_THEM: Final = "Y {count:,} más, que están en la página Programa."
CHOSEN: Final = "La sesión que has elegido"
OPEN: Final = "Abrir la página de la sesión"
CHOSEN_SAID: Final = "Elegida en el mapa: {title}"
