"""From a case to the containers of its package, in one pass over the files."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.case import Case
from cases.package_document import PackageDocument
from cases.packing import PlacedFile, build_package_document
from cases.part_document import build_parts
from desktop.errors import domain_rules_named
from signing.asic.names import comparison_key, safe_segment, unique_name
from signing.asic.package_writer import (
    ClosingEntry,
    HashedParts,
    PackageFile,
    PackagePart,
    write_package,
)
from signing.asic.source import FileState
from signing.asic.split import plan_parts
from signing.asic.written import WrittenContainer
from signing.evidence.canonical import MAX_PACKAGE_DOCUMENT_BYTES, canonical_json
from signing.evidence.errors import TooLargeError

PACKAGE_DOCUMENT = "package.json"
PART_DOCUMENT = "part.json"
COVER = "cover.pdf"
_JSON_TYPE = "application/json"
_PDF_TYPE = "application/pdf"

RenderCover = Callable[[PackageDocument], bytes]
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class PackageDeclaration:
    """What the participant's side declares of a package. `package_id` is 32 hex digits."""

    package_id: str
    created: datetime
    created_offset: str


@dataclass(frozen=True, slots=True)
class PackedPackage:
    """A package on the disk. `package_sha256` is over the bytes of `package.json`."""

    document: PackageDocument
    package_sha256: str
    containers: tuple[WrittenContainer, ...]


def pack(
    case: Case,
    declaration: PackageDeclaration,
    path_of_part: Callable[[int, int], Path],
    *,
    render_cover: RenderCover,
    sign: Sign | None,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> PackedPackage:
    """Write all containers, signed if *sign* is given; on any error none of them.

    Args:
        case: what is answered; its files are read from where they lie.
        declaration: what goes into `package.json` besides.
        path_of_part: gives the final name of part n of m, both from 1.
        render_cover: makes `cover.pdf` of the package document.
        sign: makes the detached CAdES signature (DER) over a manifest.
        progress: told the number of bytes done.
        cancelled: asked often; True stops with `Cancelled`.

    Raises:
        DomainRuleError (`case.incomplete`): something mandatory is missing.
        DocumentVanishedError, DocumentChangedError, DocumentUnreadableError: a file is not what
            it was when it was added.
        DiskFullError, DiskWriteError, Cancelled, and what *sign* raises.
    """
    files = _entries(case)
    slices = plan_parts(len(files))
    parts = [
        PackagePart(path_of_part(number, len(slices)), tuple(files[one]))
        for number, one in enumerate(slices, 1)
    ]
    made: list[tuple[PackageDocument, str]] = []

    def closing(hashed: HashedParts) -> Sequence[Sequence[ClosingEntry]]:
        document = _document(case, declaration, hashed)
        content = canonical_json(document.to_json())
        if len(content) > MAX_PACKAGE_DOCUMENT_BYTES:
            raise TooLargeError("package.json", limit_bytes=MAX_PACKAGE_DOCUMENT_BYTES)
        digest = hashlib.sha256(content).hexdigest()
        made.append((document, digest))
        common = (
            ClosingEntry(PACKAGE_DOCUMENT, content, _JSON_TYPE),
            ClosingEntry(COVER, render_cover(document), _PDF_TYPE),
        )
        return [
            (*common, ClosingEntry(PART_DOCUMENT, canonical_json(part.to_json()), _JSON_TYPE))
            for part in build_parts(document, digest)
        ]

    containers = write_package(
        parts, closing=closing, sign=sign, progress=progress, cancelled=cancelled
    )
    [(document, digest)] = made
    return PackedPackage(document, digest, containers)


def _entries(case: Case) -> list[PackageFile]:
    """The files of the case in its order, each under an entry name that is allowed and its own."""
    taken: set[str] = set()
    entries = []
    for answer in case.answers:
        for file in answer.files:
            name = unique_name(f"{answer.item_id}/{safe_segment(file.original_name)}", taken)
            taken.add(comparison_key(name))
            expected = FileState(file.size_bytes, file.mtime_ns)
            entries.append(PackageFile(name, Path(file.source), file.media_type, expected))
    return entries


def _document(case: Case, declaration: PackageDeclaration, hashed: HashedParts) -> PackageDocument:
    objects = [(part, one) for part, found in enumerate(hashed, 1) for one in found]
    placed = [
        PlacedFile(file.file_id, part, one.name, one.sha256, one.size_bytes)
        for file, (part, one) in zip(case.files, objects, strict=True)
    ]
    with domain_rules_named():
        return build_package_document(
            case,
            placed,
            package_id=declaration.package_id,
            created=declaration.created,
            created_offset=declaration.created_offset,
        )
