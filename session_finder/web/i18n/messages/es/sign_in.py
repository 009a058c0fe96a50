"""Messages of the organizers' sign-in."""

from typing import Final

TITLE: Final = "Organizar"
NAME: Final = "Tu nombre"
NAME_HELP: Final = "Aparece en el historial de los programas."
NAMELESS: Final = "Organización"
PASSWORD: Final = "La contraseña de la organización"  # noqa: S105  the label of a box
SIGN_IN: Final = "Iniciar sesión"
SIGN_IN_WITH: Final = "Iniciar sesión con {provider}"
SIGN_OUT: Final = "Cerrar sesión"
SIGNED_IN: Final = "Sesión iniciada como {name}."
FOR_ORGANIZERS: Final = "Esta página es para la organización."
WRONG: Final = "Esa no es la contraseña."
WAIT: Final = "Demasiados intentos fallidos. Espera {seconds} antes del próximo."
AGAIN: Final = "Hace {hours} que no pasas por aquí. Vuelve a iniciar sesión."
OPEN: Final = (
    "Nadie ha establecido aún una contraseña. Mientras tanto, esta página solo está abierta para quien tenga el enlace "
    "de la terminal de este servidor. Antes de que otras personas puedan llegar a él, ejecuta: {command} "
    "password"
)
LINK: Final = (
    "Nadie ha establecido aún una contraseña. La terminal en la que se inició este servidor muestra un enlace: quien "
    "lo abra puede organizar en este ordenador. O establece una contraseña: {command} password"
)
UNKEPT: Final = (
    "No se puede guardar el inicio de sesión: no se puede escribir en la carpeta de los programas, o el disco está "
    "lleno. Quien administra este servidor puede arreglarlo."
)
UNANSWERED: Final = (
    "El inicio de sesión no obtuvo respuesta. Inténtalo de nuevo; si no ayuda, vuelve a cargar la página."
)
THIS_COMPUTER: Final = "Organización en este ordenador"
CLOSED: Final = (
    "Las páginas de la organización están cerradas: nadie ha establecido una contraseña. Quien administra este "
    "servidor puede abrirlas con: {command} password"
)
UNREADABLE: Final = (
    "No se puede leer la contraseña de la organización. Quien administra este servidor puede establecerla de nuevo "
    "con: {command} password"
)
NO_SECRETS: Final = (
    "No se puede leer secrets.toml, así que nadie puede iniciar sesión. Quien administra este servidor puede "
    "arreglarlo."
)
NO_PROVIDER: Final = (
    "El inicio de sesión no está configurado: [auth] en secrets.toml no indica ningún client_id. Quien administra "
    "este servidor puede arreglarlo."
)
HEADERS: Final = (
    "El inicio de sesión está cerrado: server.trustedUserHeaders permite que las cabeceras de una petición indiquen "
    "{names}, cosa que solo puede hacer el proveedor. Quien administra este servidor puede quitarlas de esa opción."
)
NO_UPLOAD: Final = (
    "Solo la organización puede enviar archivos, con la sesión iniciada. Iníciala en la página de la organización."
)
TOO_BIG: Final = (
    "El archivo supera los {limit:,} bytes. Envía uno más pequeño: los programas rara vez pasan de 5 000 000."
)


def seconds(count: float) -> str:
    """ "1 segundo", "40 segundos": a wait, rounded up."""
    whole = max(1, -int(-count // 1))
    return "1 segundo" if whole == 1 else f"{whole} segundos"


def hours(count: int) -> str:
    """ "1 hora", "8 horas"."""
    return "1 hora" if count == 1 else f"{count} horas"
