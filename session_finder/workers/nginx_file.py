"""Write nginx's configuration for ``serve --workers``: deploy/nginx.conf with the addresses of this start.

Whatever that file says of stickiness, limits and failures holds here too. Only what it marks as the operator's is
replaced, and what one process by itself does otherwise: it shows its metrics, keeps no log of requests, and believes a
proxy on this machine.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from session_finder import paths
from session_finder.domain.errors import SettingsError

SITE: Final = paths.RESOURCES / "deploy" / "nginx.conf"
_BLOCK: Final = re.compile(r"(?:^ +server 127\.0\.0\.1:\d+ .*;\n)+", re.MULTILINE)
_FILES: Final = 65_535  # open files of an nginx process, where the system sets no lower limit
_MAIN: Final = """worker_processes {processes};
worker_rlimit_nofile {files};
daemon off;
pid {folder}/nginx.pid;
error_log stderr crit;  # less would quote the addresses of requests, and with them what people search for
events {{ worker_connections {connections}; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
# A proxy in front, for HTTPS, says who came and how; what strangers say of that is not believed.
_TRUST: Final = """geo $realip_remote_addr $session_finder_trusted {{
    default 0;
{trusted}
}}
map "$session_finder_trusted:$http_x_forwarded_proto" $session_finder_scheme {{
    default $scheme;
    "1:https" https;
}}
real_ip_header X-Forwarded-For;
real_ip_recursive on;
{from_}

"""


@dataclass(frozen=True, slots=True)
class Front:
    """What the proxy is to do: where it listens, and the ``ports`` of the workers on the loopback, the first one first.

    ``proxies``: the addresses whose word about visitors is believed, as in FORWARDED_ALLOW_IPS. ``by_address``: all API
    calls of one address go to one worker, which counts them. ``files``: how many files a process may open, None for
    as many as it likes.
    """

    address: str
    port: int
    ports: Sequence[int]
    proxies: Sequence[str] = ("127.0.0.1", "::1")
    by_address: bool = False
    files: int | None = None


def write(front: Front, folder: Path, site: Path = SITE) -> Path:
    """Write the configuration into ``folder`` and return its main file. Raises SettingsError."""
    try:
        text = site.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{site} cannot be read: {error.strerror or error}. Install the program anew.") from error
    (folder / "site.conf").write_text(_site(text, front, site), encoding="utf-8")
    files = min(front.files or _FILES, _FILES)
    main = folder / "nginx.conf"
    connections, processes = max(64, files - 64), max(1, len(front.ports) // 8)
    said = _MAIN.format(folder=folder, files=files, connections=connections, processes=processes)
    main.write_text(said, encoding="utf-8")
    return main


def with_ports(text: str, ports: Sequence[int]) -> str:
    """The site with one line in each ``upstream`` for each of ``ports`` on the loopback.

    The first line of a block is written for the first port, the last one for the others.
    """

    def block(found: re.Match[str]) -> str:
        options = [line.split(maxsplit=2)[2] for line in found[0].splitlines()]  # behind "server" and the address
        return "".join(
            f"    server 127.0.0.1:{port} {options[-1] if place else options[0]}\n" for place, port in enumerate(ports)
        )

    return _BLOCK.sub(block, text)


def _site(text: str, front: Front, site: Path) -> str:
    """The site with what is this start's own. Each place must be there exactly once."""
    host = f"[{front.address}]" if ":" in front.address else front.address
    for begin, ours in (
        ("    listen 80;", f"    listen {host}:{front.port};\n"),
        ("    server_name ", "    server_name _;\n"),
        ("    access_log ", "    access_log off;\n"),
        ("    location = /api/metrics ", ""),
    ):
        lines = text.splitlines(keepends=True)
        _check_once(sum(line.startswith(begin) for line in lines), begin, site)
        text = "".join(ours if line.startswith(begin) else line for line in lines)
    counted, by_visitor = "map $remote_addr $session_finder_address {\n", "hash $session_finder_visitor consistent;"
    api = "upstream session_finder_api {\n    "
    changes = [
        ("X-Forwarded-Proto $scheme;", "X-Forwarded-Proto $session_finder_scheme;"),
        # The loopback is no visitor: it is a proxy that does not say who came.
        (counted, f'{counted}    "~^127\\." "";\n    "::1" "";\n'),
    ]
    if front.by_address:
        changes.append((f"{api}{by_visitor}", f"{api}hash $session_finder_address consistent;"))
    for theirs, ours in changes:
        _check_once(text.count(theirs), theirs, site)
        text = text.replace(theirs, ours)
    return _trust(front.proxies) + with_ports(text, front.ports)


def _check_once(count: int, text: str, site: Path) -> None:
    if count != 1:
        raise SettingsError(f"{site} is not the program's own any more: {text.strip()!r} is missing. Restore it.")


def _trust(proxies: Sequence[str]) -> str:
    networks = list(dict.fromkeys(network for proxy in proxies for network in _networks(proxy)))
    return _TRUST.format(
        trusted="\n".join(f"    {network} 1;" for network in networks),
        from_="\n".join(f"set_real_ip_from {network};" for network in networks),
    )


def _networks(proxy: str) -> list[str]:
    """The networks that an entry of FORWARDED_ALLOW_IPS stands for; none for one that is no address."""
    if proxy == "*":
        return ["0.0.0.0/0", "::/0"]
    try:
        return [str(ipaddress.ip_network(proxy.strip(), strict=False))]
    except ValueError:
        return []
