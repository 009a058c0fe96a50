"""The protocols of a vector cache, and the format of its rows: validation, packing, keys and checksums."""

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
    """Vectors of the wrong shape or with values that are not finite; they are never cached."""


class ArrayStore(Protocol[Number]):
    """A map from digests to arrays of shape (n, dimensions) and one dtype, for one model. Thread-safe."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[Number]]:
        """The arrays that are in the cache; missing and damaged ones are left out."""
        ...

    def put(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> None:
        """Store arrays of shape (n, dimensions), n >= 1, all or none of them. Raises BadVectors."""
        ...


class VectorStore(ArrayStore[np.float32], Protocol):
    """The vectors of one model's texts (float32), and of their words (int8)."""

    @property
    def place(self) -> str:
        """Where the cache is, for messages."""
        ...

    @property
    def away(self) -> bool:
        """Whether the cache cannot be reached at the moment, so that its entries look as if they were missing."""
        ...

    def words(self, what: str, dimensions: int) -> ArrayStore[np.int8]:
        """The store of the same model's word vectors, (n, dimensions); ``what`` names their version."""
        ...

    def close(self) -> None:
        """Release the resources; the store is not used afterwards."""
        ...


def key_of(*parts: str) -> bytes:
    """The 32-byte digest of texts, each counted separately."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


def checksum_of(key: bytes, numbers: bytes) -> int:
    """A checksum of key and vectors together: a damaged index may lead to another row."""
    return zlib.crc32(numbers, zlib.crc32(key))


@dataclass(frozen=True)
class Rows(Generic[Number]):
    """The format of a cache's rows: the model, (n, dimensions), and the dtype.

    ``zeros``: whether the first vector may be all zeros. Models with vectors of unit length never return such a vector.
    """

    model: str
    dimensions: int
    kind: np.dtype[Number]
    zeros: bool = True

    @classmethod
    def of(cls, model: str, dimensions: int, kind: type[Number], zeros: bool = True) -> Rows[Number]:
        """The format for a model; ``model`` names it and every setting that its vectors depend on."""
        return cls(model, dimensions, np.dtype(kind).newbyteorder("<"), zeros)

    @property
    def about(self) -> str:
        """The description that the cache keeps of itself."""
        told = "" if self.kind == np.float32 else f", {self.kind}"
        return f"{self.model}, {self.dimensions} dimensions{told}"

    @property
    def name(self) -> str:
        """A short name for this model's cache: 16 hexadecimal digits."""
        return name_of(self.about)

    def checked(self, vectors: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """A validated copy in native byte order. Raises BadVectors."""
        if vectors.ndim != 2 or vectors.shape[1] != self.dimensions or not len(vectors):
            raise BadVectors(f"vectors should have shape (1 or more, {self.dimensions}), have {vectors.shape}")
        rows = np.array(vectors, dtype=self.kind.newbyteorder("="), order="C")
        if not np.isfinite(rows).all():
            raise BadVectors("vectors should be finite numbers, some are NaN or infinite")
        if not (self.zeros or rows[0].any()):
            raise BadVectors("vectors should have a length, the first is zero in every place")
        return rows

    def packed(self, vectors: npt.NDArray[Number]) -> bytes:
        """The bytes of validated vectors as they are stored."""
        return vectors.astype(self.kind, copy=False).tobytes()

    def unpacked(self, key: object, checksum: object, numbers: object) -> npt.NDArray[Number] | None:
        """The vectors of a stored row; None when it is damaged or does not hold finite numbers."""
        if not isinstance(key, bytes) or not isinstance(numbers, bytes) or checksum != checksum_of(key, numbers):
            return None
        if not numbers or len(numbers) % (self.kind.itemsize * self.dimensions):
            return None
        vectors = np.frombuffer(numbers, dtype=self.kind).reshape(-1, self.dimensions)
        return vectors.astype(self.kind.newbyteorder("="), copy=False) if np.isfinite(vectors).all() else None


def name_of(about: str) -> str:
    """The short name of the cache with this description."""
    return hashlib.sha256(about.encode()).hexdigest()[:16]
