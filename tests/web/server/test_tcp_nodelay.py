"""No message of a listening process waits for an acknowledgement; other sockets and files are left as they are."""

from __future__ import annotations

import socket
from pathlib import Path

from session_finder.web.server.tcp_nodelay import disable_nagle


def without_delay(connection):
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_what_a_listening_socket_accepts_sends_at_once():
    with socket.socket() as listening:  # as Streamlit makes it
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert disable_nagle() >= 1
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert without_delay(accepted)


def test_sockets_that_do_not_listen_stay_as_they_are(tmp_path):
    with socket.socket() as bound, (tmp_path / "file").open("w") as file:
        bound.bind(("127.0.0.1", 0))
        before = sorted(Path("/dev/fd").iterdir())
        disable_nagle()
        assert not without_delay(bound)
        assert sorted(Path("/dev/fd").iterdir()) == before
        file.write("still open")
