"""Vector indexes in files that several processes map into memory, so that a machine holds each of them once.

The process that is first builds the index and writes its arrays; all, that one included, map the files read-only
afterwards. A folder for each conference holds the index of its newest version. Files that are missing, damaged or of
other texts are made anew, and where they cannot be written each process has an index of its own.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Encoder, Progress, vectors_name
from session_finder.retrieval import index
from session_finder.retrieval.index import SentenceVectors, VectorIndex, VectorSearch
from session_finder.retrieval.maxsim import Projection, WordVectors
from session_finder.retrieval.passages import SETTINGS, Document
from session_finder.retrieval.vector_cache import VectorStore, key_of

if TYPE_CHECKING:
    from filelock import FileLock

log = logging.getLogger(__name__)

FOLDER: Final = "indexes"
_FORMAT: Final = "index1"  # increment when an index has other arrays
_ABOUT: Final = "about.json"
_PATIENCE: Final = 600.0  # seconds to wait for another process that builds the same index
_CHUNK: Final = 1 << 22  # bytes
_Arrays = dict[str, npt.NDArray[np.float32] | npt.NDArray[np.int8] | npt.NDArray[np.intp]]


class MappedIndex:
    """Builds the index of one conference, or maps the one that another process has built: a ``BuildVectors``.

    ``cache`` is the folder of vectors, ``slug`` the conference.
    """

    def __init__(self, cache: Path, slug: str) -> None:
        self._place = cache / FOLDER / hashlib.sha256(slug.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def __call__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        cache: VectorStore,
        projection: Projection,
        progress: Progress | None = None,
    ) -> VectorSearch:
        """The index of ``documents``. Only one process at a time builds; the others wait for it."""
        place = self._place / _name(documents, encoder, projection)
        found = _open(place, projection)
        if found is not None:
            return found
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            with self._alone():
                return _open(place, projection) or self._kept(
                    place, index.build(documents, encoder, cache, projection, progress)
                )
        except OSError as error:  # Timeout of the lock is one
            log.warning("%s cannot be shared between processes: %s", self._place, error)
            return index.build(documents, encoder, cache, projection, progress)

    def _alone(self) -> FileLock:
        from filelock import FileLock

        return FileLock(self._place / "lock", timeout=_PATIENCE)

    def _kept(self, place: Path, built: VectorIndex) -> VectorIndex:
        """Write an index, forget those of earlier versions, and map what was written."""
        draft = place.with_name(f"{place.name}.new")
        try:
            for other in self._place.iterdir():
                if other.is_dir():
                    shutil.rmtree(other, ignore_errors=True)  # who has it mapped keeps it
            draft.mkdir()
            sums = {}
            for name, array in _arrays(built).items():
                np.save(draft / f"{name}.npy", array, allow_pickle=False)
                sums[name] = _sum(draft / f"{name}.npy")
            (draft / _ABOUT).write_text(json.dumps(sums), encoding="utf-8")
            draft.rename(place)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            log.warning("%s cannot be written (%s): each process has its own vectors in memory.", place, error)
            return built
        mapped = _open(place, built.words.projection)
        return built if mapped is None else replace(mapped, encoded=built.encoded)


def _name(documents: Sequence[Document], encoder: Encoder, projection: Projection) -> str:
    """A name for everything that the arrays depend on."""
    texts = (part for document in documents for part in (document.title, document.body, document.about))
    said = (_FORMAT, SETTINGS, vectors_name(encoder), str(encoder.card.window_tokens), projection.digest)
    return key_of(*said, *texts).hex()[:32]


def _arrays(built: VectorIndex) -> _Arrays:
    return {
        "titles": built.titles,
        "wholes": built.wholes,
        "windows": built.windows,
        "firsts": built.firsts,
        "sentences": built.sentences.numbers,
        "sentence_steps": built.sentences.steps,
        "sentence_firsts": built.sentences.firsts,
        "words": built.words.numbers,
        "word_firsts": built.words.firsts,
    }


def _open(place: Path, projection: Projection) -> VectorIndex | None:
    """Map an index; None when it is not there or not whole."""
    try:
        sums = json.loads((place / _ABOUT).read_text(encoding="utf-8"))
        arrays = {}
        for name, expected in sums.items():
            path = place / f"{name}.npy"
            if _sum(path) != expected:
                log.warning("%s is damaged and is made anew.", path)
                return None
            arrays[name] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        sentences = SentenceVectors(arrays["sentences"], arrays["sentence_steps"], arrays["sentence_firsts"])
        words = WordVectors(projection, arrays["words"], arrays["word_firsts"])
        return VectorIndex(arrays["titles"], arrays["wholes"], arrays["windows"], arrays["firsts"], sentences, words)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, AttributeError) as error:
        log.warning("The index in %s cannot be read (%s) and is made anew.", place, error)
        return None


def _sum(path: Path) -> int:
    """The checksum of a file. Reading it also brings it into the memory that processes share."""
    found = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found = zlib.crc32(chunk, found)
    return found
