"""How much of a container is read before it is refused (docs/formats.md, "Limits").

A limit is checked on what the container declares before anything is read, and again on what
really comes out while it is read: a declaration is not believed.
"""

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30
TIB = 1 << 40

MAX_OWN_ENTRIES = 999
"""The EU's validator refuses more than 1,000 entries; metadata and signatures count."""

SIGNATURE_ENTRIES = 2
"""`META-INF/ASiCManifest001.xml` and `META-INF/signature001.p7s`."""

ARCHIVE_ENTRIES = 2
"""`META-INF/ASiCArchiveManifest.xml` and its token: room is kept for them from the start."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest container that is read.

    `max_ratio` (uncompressed : compressed) counts for entries that unpack to more than
    `ratio_free_bytes`: a short text may compress as well as it likes.
    """

    max_entries: int
    max_entry_bytes: int
    max_total_bytes: int
    max_ratio: int = 100
    ratio_free_bytes: int = MIB
    max_name_bytes: int = 1024
    max_directory_bytes: int = 8 * MIB
    max_manifest_bytes: int = 8 * MIB
    max_signature_bytes: int = 8 * MIB
    max_signatures: int = 32


OWN_LIMITS = Limits(
    max_entries=MAX_OWN_ENTRIES, max_entry_bytes=TIB, max_total_bytes=4 * TIB, max_ratio=1
)
"""Ours: stored entries of any size, so that the file's own size is the limit."""

FOREIGN_LIMITS = Limits(max_entries=2000, max_entry_bytes=4 * GIB, max_total_bytes=16 * GIB)
"""Of others: compressed entries are read as a stream, within these."""
