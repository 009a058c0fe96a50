"""What happens in the drill: each blow does its harm, then what an operator would do about it, and says what it did."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress

from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo

from benchmarks.drill_ground import PASSWORD, Blow, Ground
from benchmarks.scale.stand import Visitor, row, upload, workbook
from benchmarks.scale.visitors import Caller
from benchmarks.server import ROOT

_LASTS = 3.0  # seconds
_FLOOD = 6.0
_DAY = 86_400
_BESIDE = 50  # the number of a further visitor
_ROWS = 10_000  # read and compared in some seconds
_STAYS = 5.0  # seconds; the file that freezes took 19 when it was read beside the searches


class Skipped(Exception):
    """Raised where the machine cannot do that; the sentence says why."""


def killed(ground: Ground) -> str:
    """A process ends by kill -9; systemd starts it again."""
    ground.restart(ground.apps[0])
    return "started again after 1 s"


def disk_full(ground: Ground) -> str:
    """Not a byte can be written; the operator makes room."""
    if not ground.disk:
        raise Skipped("only root may mount the small disk that is to be filled")
    ballast = ground.data / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):  # with a buffer, closing would write again
        while True:
            file.write(b"x" * 65536)
    time.sleep(_LASTS)
    ballast.unlink()
    return f"full for {_LASTS:.0f} s"


def read_only(ground: Ground) -> str:
    """The folder of the programmes cannot be changed; the operator sees to it."""
    if not ground.disk:
        raise Skipped("only root may mount the disk that is to be read-only")
    if not _remounted(ground, "ro"):
        raise Skipped("the disk cannot be made read-only here")
    time.sleep(_LASTS)
    _remounted(ground, "rw")
    return f"read-only for {_LASTS:.0f} s"


def clock(ground: Ground) -> str:
    """A process starts with a clock a day behind, then with one a day ahead, then with the right one."""
    for days in (-1, 1):
        ground.restart(ground.apps[1], NOW=_iso(time.time() + days * _DAY))
    ground.restart(ground.apps[1])
    return "a day back, a day forth, and right again"


def damaged(ground: Ground) -> str:
    """A byte of the served version changes on disk, and a process starts; the operator puts back the copy."""
    with ground.at_rest():
        path = ground.version / "programme.json"
        right = path.read_bytes()
        path.write_bytes(right[:-2] + bytes([right[-2] ^ 1]) + right[-1:])
        try:
            ground.restart(ground.apps[0])
            time.sleep(_LASTS)
        finally:
            path.write_bytes(right)
        ground.restart(ground.apps[0])
    return f"put back after {_LASTS:.0f} s"


def cache_cut(ground: Ground) -> str:
    """Half of each file of vectors is gone, and a process starts."""
    for path in ground.cache.glob("*.sqlite"):
        os.truncate(path, path.stat().st_size // 2)
    ground.restart(ground.apps[1])
    return "half of each file of vectors gone"


def slow_disk(ground: Ground) -> str:
    """Each step of a publish takes its time, so that a process may read between any two of them."""
    ground.slow = True
    time.sleep(_LASTS)
    ground.restart(ground.apps[0])
    ground.slow = False
    return "each step of a publish takes longer"


def hostile_upload(ground: Ground) -> str:
    """An organizer sends a workbook that is made to freeze whoever reads it, then a table of many rows."""
    app = ground.apps[1]
    with Visitor(app.url) as organizer, Caller(app.url, _BESIDE) as beside:
        organizer.go("organize").sign_in(PASSWORD, "The drill")
        organizer.go("organize")
        box = next(part.file_uploader.id for part in organizer.shown if part.HasField("file_uploader"))
        for number, (content, told) in enumerate(((_freezing(), "cannot be published yet"), (_long(), f"{_ROWS:,}"))):
            name = f"file-{number}"
            place = f"/_stcore/upload_file/{{session}}/{name}"
            status, said = upload(app.url, organizer.session, content, path=place, cookies=organizer.cookies)
            assert status == 204, f"the upload was answered by {status}: {said}"
            sent = UploadedFileInfo(name="programme.xlsx", size=len(content), file_id=name)
            organizer.go(
                "organize", **{box: ("file_uploader_state_value", FileUploaderState(uploaded_file_info=[sent]))}
            )
            assert any(told in text for text in organizer.texts), f"the page does not say {told!r}: {organizer.texts}"
    slowest = max(search.ended - search.began for search in beside.searches)
    failed = [search.failed for search in beside.searches if search.failed]
    assert not failed, f"searches of the process that read the files failed: {failed}"
    assert slowest < _STAYS, f"a search of the process that read the files took {slowest:.1f} s"
    return f"{len(beside.searches)} searches of the process that read the files, {slowest:.1f} s the slowest"


def flood(ground: Ground) -> str:
    """Twenty anonymous websockets ask for page runs as fast as they can."""
    command = [sys.executable, "-m", "benchmarks.flood", ground.proxy.url, "none", "20", str(_FLOOD)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return f"{done.stdout.strip()} asked for and cut off in {_FLOOD:.0f} s"


def database_away(ground: Ground) -> str:
    """The database is stopped and started; publishing says to try again meanwhile."""
    ground.server.stop()
    time.sleep(_LASTS)
    ground.server.start()
    return f"away for {_LASTS:.0f} s"


def database_killed(ground: Ground) -> str:
    """All of its processes end at once."""
    ground.server.kill()
    time.sleep(_LASTS)
    ground.server.start()
    return f"away for {_LASTS:.0f} s"


FILES: tuple[Blow, ...] = (
    killed, disk_full, read_only, clock, damaged, cache_cut, slow_disk, hostile_upload, flood,
)  # fmt: skip
DATABASE: tuple[Blow, ...] = (database_away, killed, database_killed, flood)
SHORT: tuple[Blow, ...] = (killed, disk_full, hostile_upload)


def _freezing() -> bytes:
    """The sheet's one cell repeats an attribute, over which a careless pattern goes again and again."""
    return workbook({"Sheet1": row(1, "<c " + 't="s" ' * 20_000 + "/>")})


def _long() -> bytes:
    """Whatever takes long in reading it and in comparing it with what is published."""
    said = "tides and graphs " * 8
    rows = (f"T{number},Talk {number},{said},2027-05-11 10:00,2027-05-11 11:00" for number in range(_ROWS))
    return "\n".join(("id,title,abstract,start,end", *rows)).encode()


def _remounted(ground: Ground, how: str) -> bool:
    command = ["mount", "-o", f"remount,{how}", str(ground.data)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _iso(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M+00:00", time.gmtime(moment))
