"""The ports that a start chooses."""

from __future__ import annotations

import socket

import pytest

from session_finder.domain.errors import SettingsError
from session_finder.workers.supervisor import check_free, free_ports


def test_workers_get_the_next_ports_that_are_free():
    first, second = free_ports(2, 20_000)
    with socket.create_server(("127.0.0.1", first)):
        assert free_ports(1, 20_000) == [second]
    assert 20_000 < first < second


def test_a_port_below_those_that_need_no_rights_is_no_start():
    assert min(free_ports(2, 80)) > 8501


def test_a_taken_port_is_refused_with_advice():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Port {port} of 127.0.0.1 is taken or not allowed"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_too_few_ports_are_refused():
    with pytest.raises(SettingsError, match="No 2 free ports were found above 65534"):
        free_ports(2, 65_534)
