"""What secrets.toml says of sign-in: a table that is missing is None, a file with a slip in it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from session_finder.access.organizers import Refused
from session_finder.web.i18n.texts import sign_in_messages as words


def table(name: str) -> object:
    """A table of secrets.toml, None when it has none. Raises Refused when the file cannot be read.

    Streamlit says the same of a file that is not there and of one with a slip in it. With a slip, [auth] would be gone,
    and the door with it.
    """
    try:
        return st.secrets.get(name)
    except StreamlitSecretNotFoundError:
        if any(Path(path).exists() for path in config.get_option("secrets.files")):
            raise Refused(words.NO_SECRETS) from None
        return None


def providers(auth: object) -> list[str]:
    """The names for ``st.login``; "" is the provider that [auth] itself describes."""
    if not isinstance(auth, Mapping):
        return []
    if "client_id" in auth:
        return [""]
    return [str(name) for name, section in auth.items() if isinstance(section, Mapping) and "client_id" in section]
