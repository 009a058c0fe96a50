"""The ports that a start chooses."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from session_finder.domain.errors import SettingsError
from session_finder.workers.supervisor import check_free, free_ports

ROOT = Path(__file__).resolve().parents[2]


def test_workers_get_the_next_ports_that_are_free():
    with socket.create_server(("127.0.0.1", 20_001)):
        first, second = free_ports(2, 20_000)
    assert 20_001 < first < second


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere ports are not reserved.")
def test_another_start_gets_other_ports_although_nobody_listens_yet():
    script = "from session_finder.workers.supervisor import free_ports\nprint(*free_ports(2, 20_100))"
    own = free_ports(2, 20_100)
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {*own} & {*map(int, said.split())}
    assert not {*own} & {*free_ports(2, 20_100)}


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
