"""Messages of the search across all conferences. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Todos los congresos"
OFFER: Final = "Buscar esto en todos los congresos"
INTRODUCTION: Final = "Una sola búsqueda en los {count:,} congresos publicados aquí."
ONE: Final = "Aquí hay un solo congreso publicado: {name}. Se busca en él en la página «Buscar»."
NO_SESSIONS: Final = "Todavía no hay sesiones en estos congresos."
NOT_CLOSE: Final = "En ninguno de estos congresos hay nada cercano a «{interest}»; lo más próximo es esto."
NO_MORE: Final = "Estas son todas las sesiones de todos los congresos."
ALSO_AT: Final = "También en"
SEARCHED: Final = "Congresos consultados: {count:,}. Se han mirado todas las sesiones."
APPROXIMATE: Final = "Congresos consultados: {count:,}, con un índice aproximado: puede faltar alguna sesión."
