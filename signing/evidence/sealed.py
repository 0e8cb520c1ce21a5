"""Sealed documents: one canonical JSON in an ASiC-E container with its signature (formats.md, 2).

`seal` writes one; `open_sealed` takes one apart and checks everything that needs no trust: the
four entries, the manifest, the digest of the document, its type. Whether the signature is good is
for `signing.validation.sealed`.
"""

import hashlib
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from signing.asic.limits import OWN_LIMITS
from signing.asic.manifest import MANIFEST_NAME, SHA256_URI, SIGNATURE_NAME, parse_manifest
from signing.asic.writer import ContainerWriter
from signing.asic.written import MIMETYPE, MIMETYPE_NAME, WrittenContainer
from signing.asic.zip_structure import ReadingProfile, ZipEntry, read_structure
from signing.cms.levels import add_signature_timestamp
from signing.cms.timestamp import TimestampSource
from signing.credentials.credential import Credential
from signing.evidence.canonical import parse_canonical_json
from signing.evidence.errors import NotSealedError, TooLargeError, WrongTypeError

MAX_SEALED_BYTES: Final = 4 * 1024 * 1024
DOCUMENT_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "request.json": "qolhat.request",
        "statement.json": "qolhat.statement",
        "receipt.json": "qolhat.receipt",
        "delivery.json": "qolhat.delivery",
        "acknowledgement.json": "qolhat.acknowledgement",
        "tree-head.json": "qolhat.tree-head",
        "sign-in.json": "qolhat.sign-in",
    }
)
"""The entry name of each type of sealed document."""

_MEDIA_TYPE = "application/json"
_VERSIONS = (1,)


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """A sealed document whose parts belong together; its signature is not judged yet.

    Attributes:
        document_name: the entry, such as `receipt.json`.
        content: its bytes: canonical JSON of the type that belongs to the name.
        container_sha256: digest of the whole file, hex.
        manifest: what the signature covers; it names the digest of `content`.
        cms: the detached signature over `manifest`, DER.
    """

    document_name: str
    content: bytes
    container_sha256: str
    manifest: bytes
    cms: bytes

    @property
    def content_sha256(self) -> str:
        """Digest of the document's bytes, hex: what other documents refer to."""
        return hashlib.sha256(self.content).hexdigest()


def seal(
    document_name: str,
    content: bytes,
    credential: Credential,
    *,
    signing_time: datetime,
    timestamp_source: TimestampSource | None,
    path: Path,
) -> WrittenContainer:
    """Sign a document and write its container.

    Args:
        document_name: a key of `DOCUMENT_TYPES`.
        content: canonical JSON of the type that belongs to the name.
        credential: the key.
        signing_time: what the signature claims.
        timestamp_source: makes the signature B_T; None leaves it B_B.
        path: the final name; nothing stands there before the container is whole.

    Raises:
        DocumentError: the content is no document of that type.
        CredentialClosedError, SigningFailedError: the key made no signature.
        TsaError, BadTimestampTokenError: no timestamp, and nothing was written.
        DiskFullError, DiskWriteError
    """
    _check_content(document_name, content)
    with ContainerWriter(path) as writer:
        writer.add_bytes(document_name, content, _MEDIA_TYPE)
        signature = credential.sign_detached(writer.manifest(), signing_time)
        if timestamp_source is not None:
            signature = add_signature_timestamp(signature, timestamp_source)
        return writer.finish(signature)


def open_sealed(source: Path | bytes, document_name: str) -> SealedDocument:
    """Take a sealed document apart.

    Args:
        source: the container, as a file or as the bytes that came.
        document_name: which document it must be.

    Raises:
        TooLargeError: larger than `MAX_SEALED_BYTES`.
        WrongTypeError: a sealed document, but of another type.
        DocumentError: the document is not canonical, or of another version.
        NotSealedError: other entries than the four, or the manifest names something else.
        ContainerError: no container of our form.
        OSError: the file cannot be read.
    """
    container = source if isinstance(source, bytes) else _read(source)
    if len(container) > MAX_SEALED_BYTES:
        raise TooLargeError(f"{document_name}: a large container", limit_bytes=MAX_SEALED_BYTES)
    structure = read_structure(io.BytesIO(container), OWN_LIMITS, ReadingProfile.OURS)
    names = [entry.name for entry in structure.entries]
    if names != [MIMETYPE_NAME, document_name, MANIFEST_NAME, SIGNATURE_NAME]:
        _refuse_other_document(names, document_name)
    mimetype, content, manifest, cms = (
        _content_of(entry, container, document_name) for entry in structure.entries
    )
    if mimetype != MIMETYPE:
        raise NotSealedError("another media type", document=document_name)
    _check_manifest(manifest, document_name, content)
    _check_content(document_name, content)
    digest = hashlib.sha256(container).hexdigest()
    return SealedDocument(document_name, content, digest, manifest, cms)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_SEALED_BYTES + 1)


def _content_of(entry: ZipEntry, container: bytes, document_name: str) -> bytes:
    """An entry's bytes: all entries are stored, which the strict structure has made sure of."""
    content = container[entry.content_offset : entry.content_offset + entry.size_bytes]
    if len(content) != entry.size_bytes or zlib.crc32(content) != entry.crc:
        raise NotSealedError(f"{entry.name} is damaged", document=document_name)
    return content


def _check_manifest(manifest: bytes, document_name: str, content: bytes) -> None:
    """One reference, to this document with this digest, and to the one signature."""
    said = parse_manifest(manifest)
    meant = (document_name, SHA256_URI, hashlib.sha256(content).digest())
    found = [(one.name, one.digest_algorithm, one.digest) for one in said.references]
    if said.signature_name != SIGNATURE_NAME or found != [meant]:
        raise NotSealedError("the manifest names something else", document=document_name)


def _check_content(document_name: str, content: bytes) -> None:
    parse_canonical_json(content, type_=DOCUMENT_TYPES[document_name], versions=_VERSIONS)


def _refuse_other_document(names: list[str], document_name: str) -> None:
    others = [DOCUMENT_TYPES[name] for name in names if name in DOCUMENT_TYPES]
    expected = DOCUMENT_TYPES[document_name]
    if others and expected not in others:
        raise WrongTypeError(
            f"sealed as {others[0]}, not as {expected}", expected=expected, found=others[0]
        )
    raise NotSealedError(f"the entries are {', '.join(names)}", document=document_name)
