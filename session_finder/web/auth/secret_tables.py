"""Read the sign-in tables of secrets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from session_finder.access.organizers import Refused
from session_finder.web.i18n.texts import sign_in_messages as words


def table(name: str) -> object:
    """A table of secrets.toml, None if missing. Raises Refused if the file exists and cannot be read.

    Streamlit raises the same error for a missing and for a malformed file. Treating a malformed file as missing would
    drop [auth], and with it the protection of the organizers' page.
    """
    try:
        return st.secrets.get(name)
    except StreamlitSecretNotFoundError:
        if any(Path(path).exists() for path in config.get_option("secrets.files")):
            raise Refused(words.NO_SECRETS) from None
        return None


def providers(auth: object) -> list[str]:
    """The provider names for ``st.login``; "" stands for the provider that [auth] itself describes."""
    if not isinstance(auth, Mapping):
        return []
    if "client_id" in auth:
        return [""]
    return [str(name) for name, section in auth.items() if isinstance(section, Mapping) and "client_id" in section]
