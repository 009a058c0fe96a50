"""Serve with several processes: check what they need, start them, and wait for their end."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from session_finder import paths
from session_finder.domain.errors import SettingsError
from session_finder.process_role import Role
from session_finder.workers.nginx import MISSING, Nginx, find
from session_finder.workers.nginx_file import Front
from session_finder.workers.supervisor import Supervisor, check_free, free_ports
from session_finder.workers.worker import Worker, load_shared

_COOKIES: Final = "STREAMLIT_SERVER_COOKIE_SECRET"
_PROXIES: Final = "FORWARDED_ALLOW_IPS"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many workers, where visitors reach them, and whether each API caller is counted (``by_address``)."""

    count: int
    address: str
    port: int
    by_address: bool = False


def serve_with(plan: Plan, say: Callable[[str], None]) -> int:
    """Serve until a signal says to stop; the exit code. Raises SettingsError for what is missing or cannot be."""
    if sys.platform == "win32":
        raise SettingsError("Several processes behind one port are not served on Windows. Leave --workers out.")
    program = find()
    if program is None:
        raise SettingsError(MISSING)
    check_free(plan.address, plan.port)
    ports = free_ports(plan.count, plan.port)
    with tempfile.TemporaryDirectory(prefix="session-finder-") as name:
        folder, figures = Path(name), Path(name, "figures")
        figures.mkdir(mode=0o700)
        with suppress(OSError):
            _keep(folder)
        proxies = [part.strip() for part in os.environ.get(_PROXIES, "127.0.0.1,::1").split(",")]
        front = Front(plan.address, plan.port, ports, proxies, plan.by_address, _open_files())
        proxy = Nginx(program, front, folder)
        say(_told(plan, ports, program))
        if not sys.flags.safe_path:
            sys.path[0] = str(Path(paths.__file__).parents[1])  # not the folder where somebody stands
        load_shared()
        shared = {_PROXIES: "127.0.0.1", **_cookie_secret()}
        key = secrets.token_urlsafe(24)
        workers = [
            Worker(Role(number, plan.count, plan.address, plan.port, key, str(figures)), port, shared)
            for number, port in enumerate(ports, start=1)
        ]
        return Supervisor(workers, proxy, figures, say).run()


def _told(plan: Plan, ports: list[int], program: str) -> str:
    host = "localhost" if plan.address in ("127.0.0.1", "0.0.0.0", "::", "::1") else plan.address  # noqa: S104
    inside = ", ".join(map(str, ports))
    return (
        f"\n  {plan.count} processes answer at http://{host}:{plan.port}, the first as soon as it has started.\n"
        f"  {program} is before them; it reaches them at the ports {inside} of this computer.\n"
    )


def _open_files() -> int | None:
    """How many files a child may open, None for no limit."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return None if hard == resource.RLIM_INFINITY else hard


def _keep(folder: Path) -> None:
    """Lock a temporary folder for as long as this process lives: systemd-tmpfiles leaves such folders alone."""
    import fcntl

    fcntl.flock(os.open(folder, os.O_RDONLY | os.O_CLOEXEC), fcntl.LOCK_SH)


def _cookie_secret() -> dict[str, str]:
    """One secret for all workers' cookies, unless the operator has chosen one."""
    if os.environ.get(_COOKIES):
        return {}
    for folder in (Path.home(), Path.cwd(), paths.APP.parent):
        with suppress(OSError, ValueError, RuntimeError, AttributeError):
            told = tomllib.loads((folder / ".streamlit" / "config.toml").read_text("utf-8"))
            if told.get("server", {}).get("cookieSecret"):
                return {}
    return {_COOKIES: secrets.token_hex(32)}
