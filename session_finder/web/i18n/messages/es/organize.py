"""Messages of the organizers' page. Programme texts are never part of them."""

from typing import Final

CHOOSE: Final = "Congreso"
NEW: Final = "Un congreso nuevo"
NONE_YET: Final = "Aún no hay ningún congreso. Crea uno."
NONE_YOURS: Final = (
    "Has iniciado sesión, pero no tienes ningún congreso. Quien administra este servidor puede asignarte uno."
)
NEW_NAME: Final = "Nombre"
NEW_SLUG: Final = "Dirección"
NEW_SLUG_HELP: Final = (
    "Forma parte del enlace que reciben los asistentes: minúsculas, cifras y guiones. Se mantiene aunque cambie el "
    "nombre."
)
BEGIN: Final = "Crear el congreso"
ZONE: Final = "Zona horaria del congreso"
NO_ZONE: Final = "Sin indicar"

UPLOAD: Final = "Subir"
VERSIONS: Final = "Versiones"
CONFERENCE: Final = "Congreso"

FILES: Final = "El archivo que exporta tu herramienta de programación"
FILES_HELP: Final = (
    "CSV, Excel, LibreOffice, JSON, YAML, XML, iCalendar o una página con una tabla, también comprimidos en zip, hasta "
    "{limit} MB. Los archivos que lo acompañan (autores y temas de EasyChair) se suben con él; el programa va primero."
)
PRIVATE: Final = (
    "Solo se guarda lo que los asistentes pueden ver. Se descartan direcciones de correo, notas, puntuaciones y "
    "columnas desconocidas."
)
READING_FILE: Final = "Leyendo el archivo, desde hace {seconds} s"
SHEET: Final = "Hoja"
IS: Final = "{format}: {rows:,} filas, {sessions:,} sesiones"
IS_BREAKS: Final = ", {breaks:,} de ellas pausas"
IS_PARTS: Final = ", {parts:,} filas que pertenecen a otra"
IS_LEFT_OUT: Final = ", {left_out:,} omitidas"
IS_UNUSED: Final = ", **{unused:,} sin usar**"
IS_ENDS: Final = "."
UNREADABLE: Final = "Este archivo aún no se puede publicar. Más abajo se explica qué hacer."
DROPPED: Final = "Se han descartado {count} columnas: {columns}"
DROPPED_ONE: Final = "Se ha descartado una columna: {columns}"
HELPING: Final = "También se leyeron, sin mostrarse: {columns}"

PROBLEMS: Final = "Lo que hemos observado"
NO_PROBLEMS: Final = "Este archivo no tiene ningún problema."
LEVELS: Final = {"error": "Impide publicar", "warning": "Advertencia", "note": "Nota"}
COUNTS: Final = {"error": "{count:,} impiden publicar", "warning": "{count:,} advertencias", "note": "{count:,} notas"}
COUNTS_ONE: Final = {"error": "1 impide publicar", "warning": "1 advertencia", "note": "1 nota"}
PROBLEM_COLUMNS: Final = {
    "level": "Gravedad",
    "line": "Línea",
    "column": "Columna",
    "value": "Valor",
    "advice": "Qué hacer",
}
JUMP: Final = "Elige una fila para ver las líneas de tu archivo que la rodean."
AROUND: Final = "Tu archivo alrededor de la línea {line}"
LINE: Final = "Línea"

MAPPING: Final = "Qué es cada columna"
MAPPING_HELP: Final = (
    "Cambia lo que se haya entendido mal. Lo que uses al publicar se recordará para el próximo archivo."
)
LEAVE_OUT: Final = "No está en este archivo"
UNDERSTOOD: Final = "Leer de nuevo con estas columnas"
AS_PROPOSED: Final = "Volver a lo propuesto"
FIELDS: Final = {
    "title": "Título",
    "abstract": "Resumen",
    "speakers": "Ponentes",
    "track": "Área temática",
    "level": "Nivel",
    "format": "Tipo de sesión",
    "room": "Sala",
    "day": "Día",
    "start": "Inicio",
    "end": "Fin",
    "duration": "Duración",
    "language": "Idioma",
    "tags": "Etiquetas",
    "url": "Enlace",
    "code": "Número o código",
    "id": "Identificador",
}

PREVIEW: Final = "Lo que verán los asistentes"
UNUSUAL: Final = "Las {count} sesiones que menos se parecen a las demás"
LACKS: Final = "Falta"
SHORT_TEXT: Final = "solo un texto breve"
DIFFERENCE: Final = "Lo que cambia para los asistentes"
DIFFERENCES: Final = {
    "added": "añadidas: {count:,}",
    "changed": "cambiadas: {count:,}",
    "removed": "quitadas: {count:,}",
    "renamed": "con otro identificador: {count:,}",
}
SAME: Final = "Este archivo dice lo mismo que ya ven los asistentes. No hay nada que publicar."
TAKES_AWAY: Final = "Esto quita {removed:,} de {before:,} sesiones."
RENAMED: Final = (
    "El archivo da a {count:,} sesiones un identificador distinto del que conocen los asistentes: se "
    "pierden sus estrellas y sus enlaces."
)
RENAMED_ONE: Final = (
    "El archivo da a una sesión un identificador distinto del que conocen los asistentes: se pierden sus "
    "estrellas y sus enlaces."
)
RENAMED_ADVICE: Final = "Elija «{leave_out}» para {id} en «{mapping}» y se conservan los actuales."
ADDED: Final = "Añadidas"
CHANGED: Final = "Cambiadas"
REMOVED: Final = "Quitadas"
LISTED: Final = "{what}: {count:,}"
SESSION: Final = "Sesión"
WHEN: Final = "Cuándo"
FIELDS_CHANGED: Final = "Qué ha cambiado"
BEFORE: Final = "Antes"
AFTER: Final = "Después"
SHOWN_OF: Final = "Las primeras {shown} de {count:,}."

PUBLISH: Final = "Publicar"
PUBLISHING: Final = "Leyendo las sesiones"
PACE: Final = "{done:,} de {total:,} textos, {rate} por segundo, quedan {left}"
PACE_BEGINS: Final = "{done:,} de {total:,} textos"
PUBLISHED: Final = "Los asistentes ven ahora la versión {number}: {sessions:,} sesiones."
UNCHANGED: Final = "Los asistentes ya ven lo mismo, como versión {number}. No se ha cambiado nada."
FIRST_AGAIN: Final = "Arriba se compara tu archivo con el de la otra persona. Publica otra vez si el bueno es el tuyo."
LINK: Final = "El enlace para los asistentes"
QR: Final = "El mismo enlace, para fotografiar"
QR_DOWNLOAD: Final = "Descargar la imagen"
EMBED: Final = "Mostrar el buscador en tu propio sitio"
EMBED_ADVICE: Final = "Pega estas líneas en tu página. El recuadro crece con su contenido."
EMBED_LINK: Final = "Encuentra tus sesiones"
EMBED_NOT_ALLOWED: Final = (
    'Antes, quien administra el servidor debe permitir tu sitio: {setting}="https://tu-sitio.example"'
)
NOT_READY: Final = (
    "El modelo aún se está cargando; podrás publicar en unos segundos. No se ha perdido nada: vuelve a intentarlo."
)

DRAFTS: Final = "Borradores que nadie ha publicado"
DRAFT: Final = "Versión {number}: {source}, {when}, por {who}, {sessions:,} sesiones ({summary})"
PUBLISH_DRAFT: Final = "Publicar la versión {number}"
DISCARD: Final = "Descartar la versión {number}"

DAMAGED: Final = (
    "Hay archivos de esta conferencia dañados en el servidor. Los asistentes ven lo que está "
    "intacto: la versión {number}. Para repararlo, publique de nuevo su archivo, o pida que en "
    "el servidor se ejecute: `{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "Nada de lo publicado de esta conferencia se puede leer en el servidor. A los asistentes se les avisa. "
    "Publique de nuevo su archivo, o pida que en el servidor se restaure una copia de seguridad."
)
NO_VERSIONS: Final = "Aún no hay nada publicado."
VERSION_COLUMNS: Final = (
    "Versión",
    "Estado",
    "Cuándo",
    "Sesiones",
    "Qué ha cambiado",
    "Quién",
    "Archivo",
    "Qué era",
)
NOW: Final = "La ven los asistentes"
SEEN: Final = "Estuvo publicada"
DRAFT_STATE: Final = "Borrador"
DAMAGED_STATE: Final = "Dañada"
ROLL_BACK_TO: Final = "Volver a"
OLDER: Final = "Versión {number}: {sessions:,} sesiones, {when}, {source}"
ROLL_BACK: Final = "Volver atrás"
ROLLED_BACK: Final = "Los asistentes vuelven a ver la versión {number}."
DOWNLOAD: Final = "Descargar lo publicado"
HISTORY: Final = "Quién hizo qué"
HISTORY_COLUMNS: Final = ("Cuándo", "Quién", "Qué", "Versión")
BY_HAND: Final = "puesto a mano en la carpeta"

READ_BY: Final = "El modelo {model} lee los temas y las sesiones."
READ_BY_MEASURED: Final = (
    " En el programa de ejemplo coloca una sesión adecuada entre las tres primeras para {percent:,} de "
    "cada 100 temas (nDCG@3: {ndcg})."
)
RENAME: Final = "Nombre"
SAVE: Final = "Guardar"
SAVED: Final = "Guardado."
DAY_STARTS: Final = "Un día empieza a las"
DAY_STARTS_HELP: Final = (
    "Lo que empieza antes de esta hora pertenece a la noche anterior: 05:00 con un programa nocturno."
)
EXAMPLES: Final = "Temas para probar, uno por línea"
ALIASES: Final = "Expresiones que significan lo mismo"
ALIAS_SHORT: Final = "Forma corta"
ALIAS_LONG: Final = "Significa"
LOOK: Final = "Aspecto"
LOOK_HELP: Final = "Así reconocen los asistentes el congreso. Lo que quede vacío será como lo trae la aplicación."
ACCENT: Final = "Color distintivo"
ACCENT_HELP: Final = "Donde se leería mal, se muestra un tono más oscuro o más claro."
MENDED: Final = {
    "light": "En páginas claras, {accent} se lee mal (contraste {contrast}; el texto necesita {needed}): allí se "
    "muestra {shade}.",
    "dark": "En páginas oscuras, {accent} se lee mal (contraste {contrast}; el texto necesita {needed}): allí se "
    "muestra {shade}.",
}
FIRST_DAY: Final = "Primer día"
LAST_DAY: Final = "Último día"
DAYS_HELP: Final = "Si queda vacío, se muestran los días del programa."
PLACE: Final = "Lugar"
WEBSITE: Final = "Sitio web"
WELCOME: Final = "Una frase de bienvenida"
LOGO: Final = "Logotipo"
LOGO_HELP: Final = (
    "Un PNG o SVG de {limit} kB como máximo. Solo se conserva la imagen fija: sin scripts, enlaces ni metadatos."
)
LOGO_LEFT_OUT: Final = "Se ha quitado del logotipo, porque es una imagen fija: {names}"
LOGO_REMOVE: Final = "Quitar el logotipo"
LOOK_PAGES: Final = {"light": "En páginas claras", "dark": "En páginas oscuras"}
LOOK_SAVE: Final = "Guardar el aspecto"
HIDE: Final = "Ocultarlo a los asistentes"
SHOW: Final = "Mostrarlo de nuevo a los asistentes"
HIDDEN: Final = "Este congreso está oculto: los asistentes no pueden elegirlo."
DELETE: Final = "Eliminar el congreso"
DELETE_SURE: Final = (
    "Sus versiones van a la papelera del servidor. Escribe la dirección del congreso, {slug}, para continuar."
)
DELETE_TYPED: Final = "Dirección"
DELETE_NOW: Final = "Eliminar ahora"
DELETED: Final = "Se ha eliminado {name}."


def left(seconds: float) -> str:
    """ "8 s", "3 min": how much longer it takes, roughly."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"
