"""Signs a container that exists, or replaces its signature by the same at a higher level.

The container is copied, entry by entry and hashed anew, into a new file that replaces the old one
in a single step; killed anywhere in between, the old one stands as it was. A container that was
named in a statement is frozen: nobody may call this for it (docs/formats.md, 3).
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from signing.asic.errors import AlreadySignedError, NotSignedError
from signing.asic.limits import OWN_LIMITS
from signing.asic.manifest import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    build_manifest,
    parse_manifest,
)
from signing.asic.reader import ContainerReader
from signing.asic.writer import ContainerWriter
from signing.asic.written import META_INF, HashedObject, WrittenContainer, references_to
from signing.asic.zip_structure import ReadingProfile

_SIGNATURE: Final = re.compile(r"META-INF/signature(\d{3})\.p7s")

MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rtf": "application/rtf",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Media types by suffix, the same on every machine."""


def media_type_of(name: str) -> str:
    """The media type that a file's suffix stands for."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def sign_container(
    path: Path,
    sign: Callable[[bytes], bytes],
    *,
    media_type: Callable[[str], str] = media_type_of,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenContainer:
    """Give an unsigned container of ours its first signature.

    Args:
        path: the container; replaced by the signed one.
        sign: makes the detached CAdES signature (DER) over the manifest it is given.
        media_type: for the manifest, by entry name.
        progress: told the number of bytes done, at most every 50 ms.
        cancelled: asked at every step; when it says yes, Cancelled is raised.

    Raises:
        AlreadySignedError: it carries a signature.
        ContainerError, DiskError, Cancelled, and what `sign` raises.
    """

    def check(old: Mapping[str, bytes]) -> None:
        if old:
            raise AlreadySignedError("the container is signed already")

    def meta(_: Mapping[str, bytes], objects: tuple[HashedObject, ...]) -> dict[str, bytes]:
        manifest = build_manifest(references_to(objects))
        return {MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(manifest)}

    return _rewrite(
        path, check=check, meta=meta, media_type=media_type, progress=progress, cancelled=cancelled
    )


def add_signature(
    path: Path,
    sign: Callable[[bytes], bytes],
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenContainer:
    """Add a further signer's signature, with a manifest of its own (002, 003, …).

    Raises:
        NotSignedError: there is no first signature yet.
        ContainerError, DiskError, Cancelled, and what `sign` raises.
    """

    def check(old: Mapping[str, bytes]) -> None:
        if not {MANIFEST_NAME, SIGNATURE_NAME} <= set(old):
            raise NotSignedError("the container has no first signature")

    def meta(old: Mapping[str, bytes], objects: tuple[HashedObject, ...]) -> dict[str, bytes]:
        numbers = [int(found[1]) for found in map(_SIGNATURE.fullmatch, old) if found]
        first = parse_manifest(old[MANIFEST_NAME])
        types = {
            item.name: item.media_type or media_type_of(item.name) for item in first.references
        }
        number = max(numbers) + 1
        signature_name = f"META-INF/signature{number:03}.p7s"
        named = (
            HashedObject(o.name, types.get(o.name, o.media_type), o.size_bytes, o.sha256)
            for o in objects
        )
        manifest = build_manifest(references_to(named), signature_name)
        added = {f"META-INF/ASiCManifest{number:03}.xml": manifest, signature_name: sign(manifest)}
        return {**old, **added}

    return _rewrite(
        path,
        check=check,
        meta=meta,
        media_type=media_type_of,
        progress=progress,
        cancelled=cancelled,
    )


def replace_signature(
    path: Path,
    signature: bytes,
    *,
    name: str = SIGNATURE_NAME,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenContainer:
    """Put a signature in the place of the one it was made from: the same, at a higher level.

    Args:
        path: a signed container of ours; replaced.
        signature: detached CAdES (DER) over the manifest that is in the container.
        name: the entry that is replaced.
        progress: told the number of bytes done, at most every 50 ms.
        cancelled: asked at every step; when it says yes, Cancelled is raised.

    Raises:
        NotSignedError: it has no such signature.
        ContainerError, DiskError, Cancelled
    """

    def check(old: Mapping[str, bytes]) -> None:
        if name not in old:
            raise NotSignedError("the container has no such signature")

    def meta(old: Mapping[str, bytes], _: tuple[HashedObject, ...]) -> dict[str, bytes]:
        return {**old, name: signature}

    return _rewrite(
        path,
        check=check,
        meta=meta,
        media_type=media_type_of,
        progress=progress,
        cancelled=cancelled,
    )


def _rewrite(
    path: Path,
    *,
    check: Callable[[Mapping[str, bytes]], None],
    meta: Callable[[Mapping[str, bytes], tuple[HashedObject, ...]], dict[str, bytes]],
    media_type: Callable[[str], str],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> WrittenContainer:
    """Copy the payload into a new container and close that with what `meta` makes of the old.

    `check` sees the old container's `META-INF/` first and may refuse.
    """
    with ContainerWriter(path, progress=progress, cancelled=cancelled) as writer:
        with ContainerReader(path, ReadingProfile.OURS) as reader:
            old = {
                entry.name: reader.read(entry.name, OWN_LIMITS.max_signature_bytes)
                for entry in reader.structure.files
                if entry.name.startswith(META_INF)
            }
            check(old)
            objects = tuple(
                writer.part.add_entry(entry.name, media_type(entry.name), reader.open_raw(entry))
                for entry in reader.structure.payload
            )
        # The reader is closed: Windows replaces no file that is open.
        return writer.finish_with(meta(old, objects))
