"""What belongs to what in `META-INF/`: signatures, tokens, manifests (EN 319 162-1, 4.4 and A.4).

Pure decisions over names and manifests; no input or output. A manifest must name exactly one
signature or token, and that must be named by exactly one manifest: with two, one program could
believe the one and another the other.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from signing.asic.errors import ManifestError
from signing.asic.manifest import AsicManifest
from signing.asic.written import META_INF

_CMS_SIGNATURE: Final = re.compile(r"META-INF/[^/]*signature[^/]*\.p7s")
_XADES_SIGNATURE: Final = re.compile(r"META-INF/[^/]*signatures[^/]*\.xml")
_TIMESTAMP: Final = re.compile(r"META-INF/[^/]*timestamp[^/]*\.tst")
_EVIDENCE_RECORD: Final = re.compile(r"META-INF/[^/]*evidencerecord[^/]*\.(ers|xml)")
_MANIFEST: Final = re.compile(r"META-INF/[^/]*ASiC(Archive)?Manifest[^/]*\.xml")

OPENDOCUMENT_MANIFEST: Final = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A manifest in the container: parsed, or the problem that it has."""

    name: str
    archive: bool
    manifest: AsicManifest | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SignaturePart:
    """A signature or token, and its manifest if there is exactly one (else `problem`)."""

    name: str
    manifest: ManifestEntry | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ContainerParts:
    """All that `META-INF/` holds, sorted by what it is, in the order of the file.

    `stray_manifests` name a signature or token that is not there.
    """

    signatures: tuple[SignaturePart, ...]
    timestamps: tuple[SignaturePart, ...]
    xades: tuple[str, ...]
    evidence_records: tuple[str, ...]
    manifests: tuple[ManifestEntry, ...]
    stray_manifests: tuple[str, ...]


def is_manifest(name: str) -> bool:
    """Whether an entry of this name is an ASiC manifest, archive manifests included."""
    return _MANIFEST.fullmatch(name) is not None


def read_manifest(name: str, parse: Callable[[], AsicManifest]) -> ManifestEntry:
    """The manifest of this name; what is wrong with it is kept, not raised."""
    found = _MANIFEST.fullmatch(name)
    archive = found is not None and bool(found[1])
    try:
        return ManifestEntry(name, archive, parse())
    except ManifestError as error:
        return ManifestEntry(name, archive, None, str(error.facts.get("problem")))


def sort_parts(names: Iterable[str], manifests: Mapping[str, ManifestEntry]) -> ContainerParts:
    """Sort what stands in `META-INF/`.

    Args:
        names: of all entries.
        manifests: the ASiC manifests among them, read.
    """
    meta = [name for name in names if name.startswith(META_INF)]
    signatures = [name for name in meta if _CMS_SIGNATURE.fullmatch(name)]
    timestamps = [name for name in meta if _TIMESTAMP.fullmatch(name)]
    entries = list(manifests.values())
    stray = tuple(
        entry.name
        for entry in entries
        if entry.manifest is not None
        and entry.manifest.signature_name not in {*signatures, *timestamps}
    )
    return ContainerParts(
        tuple(_link(name, signatures, entries) for name in signatures),
        tuple(_link(name, timestamps, entries) for name in timestamps),
        tuple(name for name in meta if _XADES_SIGNATURE.fullmatch(name)),
        tuple(name for name in meta if _EVIDENCE_RECORD.fullmatch(name)),
        tuple(entries),
        stray,
    )


def _link(name: str, alike: list[str], manifests: list[ManifestEntry]) -> SignaturePart:
    naming = [
        entry
        for entry in manifests
        if entry.manifest is not None and entry.manifest.signature_name == name
    ]
    if len(naming) == 1:
        return SignaturePart(name, naming[0])
    if naming:
        return SignaturePart(name, None, "container.manifest_ambiguous")
    # A manifest that cannot be read may still be the only one that can be meant: then the CMS
    # is checked against its bytes, so that the report can say what of the two is broken.
    unreadable = [entry for entry in manifests if entry.manifest is None and not entry.archive]
    if len(alike) == 1 and len(unreadable) == 1:
        return SignaturePart(name, unreadable[0])
    return SignaturePart(name, None, "container.no_manifest")
