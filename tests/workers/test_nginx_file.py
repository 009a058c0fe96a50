"""deploy/nginx.conf with the addresses of one start."""

from __future__ import annotations

import re

import pytest

from session_finder.domain.errors import SettingsError
from session_finder.workers.nginx_file import SITE, Front, with_ports, write


def site(folder, **changes):
    front = Front(**{"address": "127.0.0.1", "port": 8501, "ports": (8502, 8503, 8504), **changes})
    write(front, folder)
    return (folder / "site.conf").read_text("utf-8")


def upstreams(text):
    """The server lines of each upstream."""
    return {
        name: re.findall(r"server (.*);", block)
        for name, block in re.findall(r"upstream (\w+) \{\n(.*?)\n\}", text, re.DOTALL)
    }


def test_every_upstream_names_every_worker(tmp_path):
    assert upstreams(site(tmp_path)) == {
        "session_finder": [f"127.0.0.1:{port} max_fails=1 fail_timeout=3s" for port in (8502, 8503, 8504)],
        "session_finder_api": [f"127.0.0.1:{port} max_fails=0" for port in (8502, 8503, 8504)],
        "session_finder_door": [
            "127.0.0.1:8502 max_fails=0",
            "127.0.0.1:8503 max_fails=0 backup",
            "127.0.0.1:8504 max_fails=0 backup",
        ],
    }


def test_one_worker_is_enough(tmp_path):
    assert {name: len(lines) for name, lines in upstreams(site(tmp_path, ports=(9000,))).items()} == {
        "session_finder": 1, "session_finder_api": 1, "session_finder_door": 1,
    }  # fmt: skip


def test_the_file_of_the_operators_stays_as_it_is_but_for_the_ports():
    text = SITE.read_text("utf-8")
    assert with_ports(text, (8501, 8502)) == text


@pytest.mark.parametrize(("address", "listen"), [("0.0.0.0", "0.0.0.0:8501"), ("::1", "[::1]:8501")])
def test_it_listens_where_it_is_told(tmp_path, address, listen):
    assert re.findall(r"listen (.*);", site(tmp_path, address=address)) == [listen]


def test_it_keeps_no_log_and_shows_the_metrics(tmp_path):
    text = site(tmp_path)
    assert re.findall(r"access_log (.*);", text) == ["off"]
    assert "location = /api/metrics" not in text
    assert "location /_stcore/metrics { return 403; }" in text


def test_calls_of_one_address_go_to_one_worker_where_they_are_counted(tmp_path):
    hashed = re.compile(r"hash (\$\w+) consistent")
    assert hashed.findall(site(tmp_path)) == ["$session_finder_visitor"] * 2
    assert hashed.findall(site(tmp_path, by_address=True)) == ["$session_finder_visitor", "$session_finder_address"]


def test_only_proxies_that_are_known_are_believed(tmp_path):
    text = site(tmp_path, proxies=("10.1.2.3", "10.9.0.0/16", "proxy.example", ""))
    assert re.findall(r"set_real_ip_from (.*);", text) == ["10.1.2.3/32", "10.9.0.0/16"]
    assert re.findall(r"set_real_ip_from (.*);", site(tmp_path, proxies=("*",))) == ["0.0.0.0/0", "::/0"]


def test_a_site_that_somebody_has_changed_is_refused(tmp_path):
    changed = tmp_path / "nginx.conf"
    changed.write_text(SITE.read_text("utf-8").replace("listen 80;", "listen 8080;"), "utf-8")
    with pytest.raises(SettingsError, match="is not the program's own any more"):
        write(Front("127.0.0.1", 8501, (8502,)), tmp_path, changed)
    with pytest.raises(SettingsError, match="cannot be read"):
        write(Front("127.0.0.1", 8501, (8502,)), tmp_path, tmp_path / "none")
