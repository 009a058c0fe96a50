"""Messages of link previews, which chats and search engines show. Programme texts are never part of them."""

from typing import Final

CONFERENCE: Final = "Escribe lo que te interesa y verás qué sesiones encajan mejor y por qué."
PROGRAMME: Final = "El horario completo por días y salas."
PLAN: Final = "Elige sesiones, mira cuáles coinciden y llena tu tiempo libre."
MAP: Final = "Todas las sesiones en un mapa: las de contenido parecido están cerca."
SITE: Final = "Encuentra las sesiones de congresos que encajan con tus intereses, y por qué encajan."
SEARCH: Final = "Sesiones sobre «{query}»"
CANCELLED: Final = "Cancelada: {title}"
