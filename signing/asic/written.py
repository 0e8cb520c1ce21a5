"""Values that describe what stands in a container that was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signing.asic.manifest import SHA256_URI, DataObjectReference

MIMETYPE_NAME: Final = "mimetype"
MIMETYPE: Final = b"application/vnd.etsi.asic-e+zip"
META_INF: Final = "META-INF/"


@dataclass(frozen=True, slots=True)
class HashedObject:
    """A file that is in the container: its name there, media type, size and SHA-256 (hex)."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenContainer:
    """A container that is complete and on the disk. Digests are SHA-256, lower-case hex.

    `manifest_sha256` is None for a container without a signature, which has no manifest.
    """

    path: Path
    size_bytes: int
    sha256: str
    manifest_sha256: str | None
    objects: tuple[HashedObject, ...]


def references_to(objects: Iterable[HashedObject]) -> Iterator[DataObjectReference]:
    """What the manifest says about these files."""
    for item in objects:
        yield DataObjectReference(
            item.name, item.media_type, SHA256_URI, bytes.fromhex(item.sha256)
        )
