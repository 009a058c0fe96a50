"""Messages for attendees on the find page and on all pages. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "¿Qué te interesa?"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "¿No sabes por dónde empezar? Prueba con uno de estos."
CHOOSE_PROGRAMME: Final = "Programa"
MORE: Final = "Mostrar más"
ABSTRACT: Final = "El resumen completo"
NO_ABSTRACT: Final = "El programa no incluye un resumen de esta sesión."
NO_SESSIONS: Final = "Este programa aún no tiene sesiones."
NO_MORE: Final = "Ese es todo el programa."
NOTHING_TYPED: Final = "Escribe un tema, una pregunta o un nombre, o pega un texto."
LONG: Final = "Solo se han leído los primeros {limit:,} caracteres."
WARMING: Final = "Un momento: se está cargando el modelo que lee lo que escribes. Tardará unos segundos."
WARMING_PROGRESS: Final = "{name}: {done:,} de {total:,} textos leídos"
FAILED: Final = "El buscador de sesiones no se ha podido iniciar."
FAILED_ADVICE: Final = "Avisa a la organización. Esto es lo que dice el servidor:"
BUSY: Final = (
    "Hay muchísimas búsquedas en este momento y la tuya no ha tenido respuesta; vuelve a intentarlo enseguida."
)
NO_PROGRAMME: Final = "Aquí aún no hay ningún programa publicado. Vuelve más tarde."
AWAY: Final = "En este momento no se puede buscar en el programa. Inténtelo de nuevo en un minuto."
CANNOT_BE_READ: Final = (
    "En este momento no se puede leer el programa de esta conferencia. "
    "Se ha avisado a los organizadores. Inténtelo de nuevo más tarde."
)
NO_SUCH_PROGRAMME: Final = "La dirección nombra un programa que no está aquí. Estás buscando en este otro."
ANSWERED_BY: Final = "Respuesta del modelo {model}, en este mismo servidor. Lo que escribes no sale de aquí."
RESULTS: Final = "Las sesiones que mejor encajan"
RESULTS_SEVERAL: Final = "Las sesiones que mejor encajan con cada tema, por turnos"
FOUND_FOR: Final = "Para «{subject}»"
MISSING: Final = "Nada de este programa se acerca a {subjects}."
MISSING_FILTERED: Final = "Nada de lo que dejan los filtros se acerca a {subjects}."
NOT_CLOSE: Final = "Nada en este programa se acerca a «{interest}»; esto es lo más próximo."
VAGUE: Final = (
    "«{interest}» no nombra ningún tema. Escribe sobre qué te gustaría oír, por ejemplo un tema o una pregunta."
)
NOT_CLOSE_TO_LIKED: Final = "Nada en este programa se acerca a lo que has elegido; esto es lo más próximo."
FOREIGN: Final = (
    "Idioma detectado: {language}. El modelo solo lee inglés, así que se encuentran sobre todo nombres y otras "
    "palabras que aparecen en el programa tal como las has escrito."
)
SCRIPTS: Final = {
    "a language in Cyrillic letters": "un idioma en alfabeto cirílico",
    "a language in Arabic letters": "un idioma en alfabeto árabe",
    "a language in Devanagari letters": "un idioma en escritura devanagari",
    "Chinese or Japanese": "chino o japonés",
}
FOUND: Final = "Sesiones encontradas: {count}. La mejor: {title}"
OUTSIDE: Final = "De otra área temática"
ALSO: Final = "También"
SIMILAR: Final = "Sesiones parecidas"
UP: Final = "Me gusta"
DOWN: Final = "No es para mí"
LIKED: Final = "Parecidas a"
DISLIKED: Final = "Distintas de"
UNDO: Final = "Deshacer"
UNDO_ALL: Final = "Deshacer todo"

CLOSENESS: Final = {"strong": "Encaja muy bien", "good": "Encaja bien", "weak": "Encaja poco", "far": "Apenas encaja"}
EVIDENCE_IN: Final = {"title": "En el título", "tags": "Etiquetas", "track": "Área temática", "speakers": "Ponentes"}
NEAR: Final = "significado parecido"
HOW_CLOSE: Final = "Cuánto se acerca"
ONLY_THESE: Final = "Solo sesiones con «{value}»"
HOW_SURE: Final = "¿Hasta qué punto es seguro?"
HOW_SURE_ANSWER: Final = (
    "Medido con más de mil temas cuyas respuestas se conocen: cuando la mejor sesión encajaba muy bien, el "
    "programa tenía una respuesta en 95 de cada 100 casos; con «encaja bien», en 67; con «encaja poco», en 25. "
    "Las sesiones siguientes aciertan algo menos que la primera."
)
SESSION_PAGE: Final = "Página de la sesión"
FIND: Final = "Buscar"
NO_SUCH_SESSION: Final = "Esta sesión no está en el programa. Puede que la hayan retirado después de crearse el enlace."

STAR: Final = "Añadir a mi plan"
STARRED: Final = "En mi plan"
TWO_PLANS: Final = (
    "El enlace que has abierto contiene un plan (sesiones: {link}) y este navegador, otro (sesiones: {browser}). "
    "¿Cuál es el tuyo?"
)
TAKE_LINKS: Final = "El del enlace"
TAKE_BROWSERS: Final = "El de este navegador"
TAKE_BOTH: Final = "Los dos juntos"
BROKEN_LINK: Final = {
    "broken": "Este enlace no contiene un plan legible. Cópialo otra vez, hasta el final.",
    "newer": "Este enlace contiene un plan en un formato más nuevo. Ábrelo en el servidor del que procede.",
    "full": "Este enlace contiene más sesiones de las que admite un plan.",
}
PLAN_FULL: Final = "Un plan admite {most} sesiones como máximo. Quita antes alguna."

SURROUNDINGS: Final = {
    "skip": "Ir al contenido",
    "pages": "Páginas",
    "menu": "Menú principal",
}
WEBSITE: Final = "Sitio web del congreso"
LANGUAGE: Final = "Idioma"
TIMES_OF_CONFERENCE: Final = "Las horas son las del congreso ({zone})."
TIMES_OF_OWN: Final = "Las horas son las tuyas ({zone})."
SHOW_OWN_TIMES: Final = "Mostrar las mías ({zone})"
SHOW_CONFERENCE_TIMES: Final = "Mostrar las del congreso ({zone})"

PROGRAMME: Final = "Programa"
MY_PLAN: Final = "Mi plan"
MAP: Final = "Mapa"

FILTERS: Final = "Filtros"
FILTERS_ACTIVE: Final = "Filtros ({count} activos)"
ACTIVE_FILTERS: Final = "Filtros activos"
FILTER_NAMES: Final = {
    "day": "Día",
    "track": "Área temática",
    "level": "Nivel",
    "room": "Sala",
    "format": "Formato",
    "language": "Idioma",
    "tag": "Etiqueta",
    "speaker": "Ponente",
    "employer": "Organización",
    "code": "Código",
    "begin": "Desde",
    "end": "Hasta",
    "at": "En curso a las",
    "longer": "Duración mínima",
    "shorter": "Duración máxima",
    "unsaid": "Palabras excluidas",
    "upcoming": "Aún no terminadas",
    "unplanned": "Fuera de mi plan",
    "fitting": "Caben en mi plan",
}
FILTER_FACES: Final = {
    "at": "a las {value}",
    "longer": "al menos {value} min",
    "shorter": "como máximo {value} min",
    "exclude": "sin {value}",
}
MOST_FREQUENT: Final = "Las {count} más frecuentes de {all}"
FILTER_VALUE: Final = "{name}: {value}"
FILTER_TIME: Final = "Hora"
FILTER_TIME_ZONE: Final = "Hora ({zone})"
FILTER_ONLY: Final = "Solo"
ANY_TIME: Final = "Cualquiera"
WITH_COUNT: Final = "{choice} ({count})"
REMOVE_FILTER: Final = "Quitar el filtro {filter}"
CLEAR_FILTERS: Final = "Quitar todos"
LEFT_ONE: Final = "Queda 1 de {all} sesiones."
LEFT: Final = "Quedan {count} de {all} sesiones."
SEE_IN_PROGRAMME: Final = "Verlas en el programa"
UNKNOWN_FILTER: Final = "La dirección pide algo que no existe en este programa: {values}."
NOTHING_LEFT: Final = "Ninguna sesión cumple todos estos filtros."
LOOSEN_ONE: Final = "Sin «{filter}» quedaría una."
LOOSEN: Final = "Sin «{filter}» quedarían {count}."
LOOSEN_ALL: Final = "Quitar solo uno de ellos no recupera ninguna."
NOT_CLOSE_FILTERED: Final = "Nada de lo que cumple los filtros se acerca a «{interest}»; esto es lo más próximo."
NO_MORE_FILTERED: Final = "Eso es todo lo que cumple los filtros."

READ_ONE: Final = "{words} se entiende como un filtro, véase arriba."
READ: Final = "{words} se entienden como filtros, véase arriba."
READ_ONLY_ONE: Final = "{words} se entiende como un filtro: solo se buscan esas sesiones."
READ_ONLY: Final = "{words} se entienden como filtros: solo se buscan esas sesiones."
READ_CHOSEN_ONE: Final = "{words} se entiende como un filtro; en su lugar valen los filtros elegidos."
READ_CHOSEN: Final = "{words} se entienden como filtros; en su lugar valen los filtros elegidos."
READ_IGNORED_ONE: Final = "{words} se entiende como un filtro; lo has quitado."
READ_IGNORED: Final = "{words} se entienden como filtros; los has quitado."
READ_AS_WORDS: Final = "Se buscan todas las palabras tal como están."
READ_AGAIN: Final = "Leer filtros en ellas"
APPLY: Final = "Volver a aplicar"
SEARCH_AS_WORDS: Final = "Buscar estas palabras"
LEAVE_OUT: Final = "Omitir {words}"
MAYBE: Final = "Quizá quieras decir:"
LISTED: Final = "Sesiones que encajan: {count}, por orden de hora"
LEFT_OUT: Final = "Se omiten las sesiones que dicen {words} en cualquier forma ({count})."
LEFT_OUT_ALL: Final = "Se omiten las sesiones que dicen {words} en cualquier forma."
LEFT_OUT_NOTHING: Final = "Nada dice aquí {words}, así que no se omite nada."
NONE_LEFT: Final = "No queda ninguna sesión."
QUOTED: Final = "«{words}»"
LIST_COMMA: Final = ", "

ON_NOW: Final = "Ahora ({time})"
UP_NEXT: Final = "A continuación"
NOW_MORE: Final = "{count} más"
BREAK: Final = "pausa"
AS_OF: Final = "En este momento no se pueden recibir cambios del programa. Lo ves tal como estaba el {when}."
