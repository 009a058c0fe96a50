"""What indexing needs of a cache of vectors, wherever it is kept; and what a row of one is: checked, packed, found."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from session_finder.models.cards import ModelError

Number = TypeVar("Number", np.float32, np.int8)


class BadVectors(ModelError, ValueError):
    """Vectors of another shape than the model's, or that are no numbers: they are never kept."""


class ArrayStore(Protocol[Number]):
    """Digest → numbers of shape (n, dimensions), all of one kind, for one model. Any thread may ask."""

    def key(self, *parts: str) -> bytes:
        """The digest under which a text (or a title and a body) is kept: 32 bytes."""
        ...

    def get(self, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[Number]]:
        """The vectors that are here; what is missing or damaged is left out."""
        ...

    def put(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> None:
        """Keep vectors, each of shape (n, dimensions) with n >= 1, all or none of them. Raises BadVectors."""
        ...


class VectorStore(ArrayStore[np.float32], Protocol):
    """The vectors of one model's texts, and of their words in 8 bits."""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        ...

    @property
    def away(self) -> bool:
        """Whether it cannot be asked at the moment, so that what it has looks as if it were missing."""
        ...

    def words(self, what: str, dimensions: int) -> ArrayStore[np.int8]:
        """The store of the same model's words, (n, dimensions); ``what`` names them."""
        ...

    def close(self) -> None:
        """The store is not used afterwards."""
        ...


def key_of(*parts: str) -> bytes:
    """The digest of texts, of which each counts by itself: 32 bytes."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


def checksum_of(key: bytes, numbers: bytes) -> int:
    """Of both together: a damaged index may lead to a row that was not asked for."""
    return zlib.crc32(numbers, zlib.crc32(key))


@dataclass(frozen=True)
class Rows(Generic[Number]):
    """The kind of rows that a cache has: whose they are, (n, dimensions) of them, of one kind of number.

    ``zeros``: a text whose first vector is zero in every place may be kept. A model whose vectors have length one never
    gives such, so that it is a fault there, and nothing could be compared with it.
    """

    model: str
    dimensions: int
    kind: np.dtype[Number]
    zeros: bool = True

    @classmethod
    def of(cls, model: str, dimensions: int, kind: type[Number], zeros: bool = True) -> Rows[Number]:
        """The rows of a model; ``model`` names it and every setting that its vectors depend on."""
        return cls(model, dimensions, np.dtype(kind).newbyteorder("<"), zeros)

    @property
    def about(self) -> str:
        """What such a cache says of itself."""
        told = "" if self.kind == np.float32 else f", {self.kind}"
        return f"{self.model}, {self.dimensions} dimensions{told}"

    @property
    def name(self) -> str:
        """A short name that only this model's cache has: 16 hexadecimal digits."""
        return name_of(self.about)

    def checked(self, vectors: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """A copy of what may be kept, in this machine's order of bytes. Raises BadVectors for anything else."""
        if vectors.ndim != 2 or vectors.shape[1] != self.dimensions or not len(vectors):
            raise BadVectors(f"vectors should have shape (1 or more, {self.dimensions}), have {vectors.shape}")
        rows = np.array(vectors, dtype=self.kind.newbyteorder("="), order="C")
        if not np.isfinite(rows).all():
            raise BadVectors("vectors should be finite numbers, some are NaN or infinite")
        if not (self.zeros or rows[0].any()):
            raise BadVectors("vectors should have a length, the first is zero in every place")
        return rows

    def packed(self, vectors: npt.NDArray[Number]) -> bytes:
        """Checked vectors as they are written."""
        return vectors.astype(self.kind, copy=False).tobytes()

    def unpacked(self, key: object, checksum: object, numbers: object) -> npt.NDArray[Number] | None:
        """The vectors of a row as it was read, or None when it is not what was written, or never held numbers."""
        if not isinstance(key, bytes) or not isinstance(numbers, bytes) or checksum != checksum_of(key, numbers):
            return None
        if not numbers or len(numbers) % (self.kind.itemsize * self.dimensions):
            return None
        vectors = np.frombuffer(numbers, dtype=self.kind).reshape(-1, self.dimensions)
        return vectors.astype(self.kind.newbyteorder("="), copy=False) if np.isfinite(vectors).all() else None


def name_of(about: str) -> str:
    """The short name of the cache that says this of itself."""
    return hashlib.sha256(about.encode()).hexdigest()[:16]
