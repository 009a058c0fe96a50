"""What deploy/ describes, on the loopback: processes of the program, with nginx and deploy/nginx.conf before them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import ClassVar

import servers
from lacking import lacking
from servers import ROOT, answers, free_port
from waiting import until

from session_finder.workers.nginx_file import with_ports

_MAIN = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    add_header X-Answered-By $upstream_addr always;
    include {folder}/session-finder.conf;
}}
"""


class App(servers.App):
    """One process of the program, as the systemd unit starts it."""

    environment: ClassVar[dict[str, str]] = {
        **servers.App.environment,
        "STREAMLIT_SERVER_COOKIE_SECRET": "the same in both processes",
    }


class Proxy:
    """nginx with deploy/nginx.conf; of that file only the addresses are changed."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if program is None:
            sentence = "No nginx was found (Debian: apt-get install nginx-light)."
            lacking(sentence)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        text = with_ports(text, ports)
        text, listens = re.subn(r"listen 80;", f"listen 127.0.0.1:{self.port};", text)
        text, logs = re.subn(r"/var/log/nginx/session-finder.log", f"{folder}/access.log", text)
        assert (listens, logs) == (1, 1), "deploy/nginx.conf has other addresses than this walk knows"
        self.log = folder / "access.log"
        # A server's own header hides those of the level above, so the walk's is put beside the cookie's.
        text = text.replace("always;", "always;\n    add_header X-Answered-By $upstream_addr always;", 1)
        (folder / "session-finder.conf").write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder), encoding="utf-8")
        folder.chmod(0o755)
        command = [program, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: answers(f"{self.url}/_stcore/health"), "nginx")

    def end(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=20)
