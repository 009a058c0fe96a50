"""The model hub and its local cache: find, probe and download models.

The hub's client follows HF_HOME, HF_ENDPOINT, HF_HUB_OFFLINE and the like. It has no time limits for the two waits that
happen at start-up without a request: probing the hub, and an automatic download. Both are limited here.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from session_finder.models.cards import CARDS, ModelCard, ModelError, first_line

log = logging.getLogger(__name__)

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILES = ("tokenizer.json", "vocab.txt")  # either will do

PROBE_LIMIT = 4.0  # seconds that a start-up waits for the hub's answer
STALL_LIMIT = 10.0  # seconds without progress after which an automatic download is given up
DOWNLOAD_LIMIT = 60.0  # seconds that an automatic download may take in all
_TERMINATE_LIMIT = 3.0  # seconds that a terminated download has to remove its partial file

_FILES: tuple[
    tuple[str, bool], ...
] = (  # (file, required); the weights last, so that a folder with weights is complete
    ("config.json", True),
    ("tokenizer_config.json", False),
    ("tokenizer.json", False),
    ("vocab.txt", False),
    ("special_tokens_map.json", False),
    ("modules.json", False),
    ("sentence_bert_config.json", False),
    ("config_sentence_transformers.json", False),
    ("1_Pooling/config.json", False),
    (WEIGHTS_FILE, True),
)
MODEL_FILES = tuple(name for name, _ in _FILES)


def offline() -> bool:
    """Whether the network is disabled (HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE)."""
    from huggingface_hub import constants

    return bool(constants.HF_HUB_OFFLINE)


def cached_folder(card: ModelCard) -> Path | None:
    """The folder of the card's files in the hub's cache (HF_HOME), or None if some are missing."""
    from huggingface_hub import try_to_load_from_cache

    for revision in dict.fromkeys((card.revision or "main", "main")):
        here = [
            isinstance(try_to_load_from_cache(card.name, name, revision=revision), str)
            for name in ("config.json", *TOKENIZER_FILES)
        ]
        weights = try_to_load_from_cache(card.name, WEIGHTS_FILE, revision=revision)
        if isinstance(weights, str) and here[0] and any(here[1:]):
            return Path(weights).parent
    return None


def unavailable_reason(card: ModelCard, patience: float = PROBE_LIMIT) -> str:
    """Why the hub does not offer this card ("the hub does not answer"), or "" if it does.

    Takes at most ``patience`` seconds, name resolution included.
    """
    found = ["the hub does not answer"]

    def ask() -> None:
        from huggingface_hub import get_hf_file_metadata, hf_hub_url
        from huggingface_hub.errors import HfHubHTTPError
        from huggingface_hub.errors import HTTPError as ClientError  # type: ignore[attr-defined]  # of any of its clients

        try:
            url = hf_hub_url(card.name, "config.json", revision=card.revision)
            offered = get_hf_file_metadata(url, timeout=patience).commit_hash is not None
            found.append("" if offered else "what answers in the hub's place is no hub")  # a captive portal
        except HfHubHTTPError as error:
            found.append(f"the hub answered {error.response.status_code} {error.response.reason_phrase}".rstrip())
        except (OSError, ClientError):  # the system's network errors, and the HTTP client's
            log.debug("The hub could not be asked.", exc_info=True)

    asking = threading.Thread(target=ask, daemon=True, name="hub-probe")
    asking.start()
    asking.join(patience)
    return found[-1]


def download(card: ModelCard, say: Callable[[str], None] = lambda _: None, anew: bool = False) -> Path:
    """Download the card's files into the hub's cache without a time limit; returns their folder.

    ``anew`` replaces cached files. Raises ModelError with the reason.
    """
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import RemoteEntryNotFoundError

    folder: Path | None = None
    for name, required in _FILES:
        say(f"Fetching {card.short_name}: {name}")
        revision = folder.name if folder else card.revision  # every file of the commit that gave the first one
        try:
            path = hf_hub_download(
                card.name, name, revision=revision, etag_timeout=PROBE_LIMIT, force_download=anew
            )  # fmt: skip
        except RemoteEntryNotFoundError as error:
            if not required:
                continue
            raise ModelError(
                f"The hub has no {name} for {card.name}. Convert the model once with transformers "
                "(AutoModel.from_pretrained(NAME).save_pretrained(FOLDER)) and name the folder instead."
            ) from error
        except Exception as error:  # the hub's client raises its own, httpx's and the system's
            raise ModelError(f"{card.short_name} could not be fetched: {_reason(error)}") from error
        folder = folder or Path(path).parent
    assert folder is not None  # noqa: S101  config.json is required above
    return folder


def download_with_limits(card: ModelCard) -> Path:
    """``download`` with limits: STALL_LIMIT seconds without progress, DOWNLOAD_LIMIT seconds in all.

    It runs in a child process, since the client's retries and its Rust half (hf-xet) cannot be interrupted from another
    thread. Raises ModelError with the reason.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path),
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }
    command = [sys.executable, "-m", __name__, card.name]
    with subprocess.Popen(  # noqa: S603  our own module
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            said = _wait_within_limits(child, card)
        finally:
            _stop_child(child)
    folder = cached_folder(card)
    if child.returncode or folder is None:
        raise ModelError((said.strip().splitlines() or [f"The download ended with code {child.returncode}"])[-1])
    return folder


def _wait_within_limits(child: subprocess.Popen[str], card: ModelCard) -> str:
    """Wait for the child and return its stderr. Raises ModelError when it stalls or takes too long."""
    began = moved = time.monotonic()
    size = 0
    while True:
        with suppress(subprocess.TimeoutExpired):
            return child.communicate(timeout=0.25)[1]
        now = time.monotonic()
        if (grown := _bytes_of(card)) != size:
            size, moved = grown, now
        if now - moved > STALL_LIMIT:
            raise ModelError(f"{card.short_name} could not be fetched: nothing arrived for {STALL_LIMIT:g} s")
        if now - began > DOWNLOAD_LIMIT:
            raise ModelError(f"{card.short_name} could not be fetched: it did not arrive within {DOWNLOAD_LIMIT:g} s")


def _stop_child(child: subprocess.Popen[str]) -> None:
    """Terminate the child, so that it removes its partial file; kill it if it does not end."""
    if child.poll() is None:
        child.terminate()
        try:
            child.communicate(timeout=_TERMINATE_LIMIT)
        except subprocess.TimeoutExpired:
            child.kill()


def _bytes_of(card: ModelCard) -> int:
    """The size of the card's files in the hub's cache, partial files included."""
    from huggingface_hub import constants

    total = 0
    for path in (Path(constants.HF_HUB_CACHE) / f"models--{card.name.replace('/', '--')}").rglob("*"):
        with suppress(OSError):  # a partial file was renamed meanwhile
            total += path.lstat().st_size
    return total


def _reason(error: BaseException) -> str:
    """The first line of an error; of its cause, if the client only reports that the cache has no file either."""
    from huggingface_hub.errors import LocalEntryNotFoundError

    if isinstance(error, LocalEntryNotFoundError) and error.__cause__ is not None:
        error = error.__cause__
    return first_line(error)


def _stop(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _main() -> None:
    """Entry point of the child of ``download_with_limits``; the card's full name is its only argument."""
    signal.signal(signal.SIGTERM, _stop)
    card = next(card for card in CARDS if card.name == sys.argv[1])
    try:
        download(card)
    except ModelError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(1)


if __name__ == "__main__":
    _main()
