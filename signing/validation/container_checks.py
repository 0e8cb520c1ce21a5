"""Checks the contents of an open container, and puts the report together.

What belongs to what is decided in `container_parts`, what it means in `container_rules`; here the
container is read: manifests first, then all files once for every digest that is asked for, then
the signatures over the manifests.
"""

from collections.abc import Callable, Sequence
from typing import Final

from signing.asic.append import media_type_of
from signing.asic.errors import UnsafeNameError
from signing.asic.manifest import AsicManifest, parse_manifest, parse_xml
from signing.asic.names import TOLERATED_IN_FOREIGN, name_problem, printable
from signing.asic.pipeline import Progress
from signing.asic.reader import MIMETYPE_ASIC_S, ContainerReader
from signing.asic.written import HashedObject
from signing.asic.zip_directory import malformed
from signing.asic.zip_structure import ZipEntry
from signing.validation.container_hashing import EntryDigests, hash_entries
from signing.validation.container_parts import (
    OPENDOCUMENT_MANIFEST,
    ManifestEntry,
    SignaturePart,
    is_manifest,
    read_manifest,
    sort_parts,
)
from signing.validation.container_report import (
    ContainerReport,
    ContainerSignatureReport,
    ContainerTimestampReport,
    Coverage,
)
from signing.validation.container_rules import (
    PASSED,
    algorithms_for,
    broken_coverage,
    coverage_of,
    failed,
    judge_parts,
    judge_timestamps,
    judge_uncovered,
    uncovered_names,
)
from signing.validation.settings import ValidationSettings
from signing.validation.signature import SignatureReport
from signing.validation.timestamp import validate_timestamp
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict, combine

MAX_ASIC_S_BYTES: Final = 128 << 20
"""The largest file that is checked in an ASiC-S container, where the CMS covers it directly."""

ASIC_E: Final = "ASiC-E"
ASIC_S: Final = "ASiC-S"

_FULL_PATH: Final = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"

CheckCms = Callable[[bytes, bytes], SignatureReport]


def check_contents(
    reader: ContainerReader, progress: Progress, check_cms: CheckCms, settings: ValidationSettings
) -> ContainerReport:
    """The report on an open container.

    Args:
        reader: the container, its structure read already.
        progress: told the bytes of content done; asked whether to stop.
        check_cms: validates a detached CMS (first argument) over content (second).
        settings: for the timestamps over manifests.

    Raises:
        ContainerError: it is not one that can be read.
        Cancelled
    """
    _check_opendocument_manifest(reader)
    return _Checks(reader, progress, check_cms, settings).report()


class _Checks:
    """The state of one run: what was read, and what is known of it."""

    def __init__(
        self,
        reader: ContainerReader,
        progress: Progress,
        check_cms: CheckCms,
        settings: ValidationSettings,
    ) -> None:
        self._reader = reader
        self._progress = progress
        self._check_cms = check_cms
        self._settings = settings
        limit = reader.limits.max_manifest_bytes
        self._contents = {
            name: reader.read(name, limit) for name in reader.names if is_manifest(name)
        }
        self._parts = sort_parts(
            reader.names,
            {
                name: read_manifest(name, _parser(content, limit))
                for name, content in self._contents.items()
            },
        )
        found = len(self._parts.signatures) + len(self._parts.timestamps)
        if found > reader.limits.max_signatures:
            raise malformed("too_many_signatures")
        self._digests: dict[str, EntryDigests] = {}

    def report(self) -> ContainerReport:
        """Everything, in the order in which it is cheap to find out."""
        reader, parts = self._reader, self._parts
        names = self._hash()
        simple = self._is_asic_s()
        check = self._check_direct if simple else self._check_signature
        signatures = tuple(check(part) for part in parts.signatures)
        timestamps = tuple(self._check_timestamp(part, simple=simple) for part in parts.timestamps)
        payload = [names[entry.name] for entry in reader.structure.payload]
        uncovered = uncovered_names(payload, signatures, reader.structure.profile)
        warnings = tuple(
            Reason(w.code, {} if w.entry is None else {"entry": printable(w.entry)})
            for w in reader.warnings
        )
        verdict = combine(
            [
                *(signature.verdict for signature in signatures),
                judge_parts(parts),
                self._judge_damage(),
                judge_uncovered(uncovered, reader.structure.profile),
                judge_timestamps(timestamps),
                Verdict(Indication.TOTAL_PASSED, remarks=warnings),
            ]
        )
        return ContainerReport(
            verdict,
            reader.structure.profile,
            ASIC_S if simple else ASIC_E,
            signatures,
            timestamps,
            self._objects(names),
            uncovered,
            warnings,
        )

    def _hash(self) -> dict[str, str]:
        """Hash the payload and all that manifests name.

        Returns:
            by entry name the name that a manifest gives it, or the same.
        """
        reader = self._reader
        names = {entry.name: entry.name for entry in reader.structure.files}
        wanted = {entry.name: {"sha256"} for entry in reader.structure.payload}
        manifests = [e.manifest for e in self._parts.manifests if e.manifest is not None]
        for name, algorithms in algorithms_for(manifests).items():
            entry = reader.find(name)
            if entry is not None:
                wanted.setdefault(entry.name, set()).update(algorithms)
                names[entry.name] = name
        frozen = {name: frozenset(algorithms) for name, algorithms in wanted.items()}
        self._digests = hash_entries(reader, frozen, self._progress)
        return names

    def _is_asic_s(self) -> bool:
        """EN 319 162-1, 4.3: by its media type, or one file with a signature and no manifest."""
        if self._parts.xades or any(not entry.archive for entry in self._parts.manifests):
            return False
        if self._reader.mimetype is not None and self._reader.mimetype.strip() == MIMETYPE_ASIC_S:
            return True
        return len(self._parts.signatures) == 1 and len(self._reader.structure.payload) == 1

    def _check_signature(self, part: SignaturePart) -> ContainerSignatureReport:
        """A signature over a manifest (ASiC-E)."""
        if part.manifest is None:
            return _not_linked(part.name, part.problem or "")
        coverage = self._coverage(part.manifest)
        content = self._contents[part.manifest.name]
        report = self._check_cms(self._read_signature(part.name), content)
        verdict = combine([coverage.verdict, report.verdict])
        return ContainerSignatureReport(part.name, coverage, report, verdict)

    def _check_direct(self, part: SignaturePart) -> ContainerSignatureReport:
        """A signature over the only file (ASiC-S)."""
        payload = self._reader.structure.payload
        if len(payload) != 1 or len(self._parts.signatures) != 1:
            return _not_linked(part.name, "container.asic_s_form")
        name = payload[0].name
        if payload[0].size_bytes > MAX_ASIC_S_BYTES:
            reason = Reason("container.asic_s_too_large", {"allowed": MAX_ASIC_S_BYTES})
            verdict = Verdict(Indication.NOT_CHECKED, reasons=(reason,))
            coverage = Coverage(None, (), (), (), (name,), verdict)
            return ContainerSignatureReport(part.name, coverage, SignatureReport(verdict), verdict)
        content = self._reader.read(name, MAX_ASIC_S_BYTES)
        report = self._check_cms(self._read_signature(part.name), content)
        altered = report.verdict.sub_indication is SubIndication.HASH_FAILURE
        coverage = _direct_coverage(name, altered=altered)
        return ContainerSignatureReport(part.name, coverage, report, report.verdict)

    def _check_timestamp(self, part: SignaturePart, *, simple: bool) -> ContainerTimestampReport:
        """A token over a manifest, or in ASiC-S over the only file."""
        payload = self._reader.structure.payload
        if part.manifest is None and simple and _is_small(payload):
            name = payload[0].name
            coverage, content = (
                _direct_coverage(name, altered=False),
                self._reader.read(name, MAX_ASIC_S_BYTES),
            )
        elif part.manifest is None:
            coverage, content = broken_coverage(None, part.problem or ""), b""
        else:
            coverage = self._coverage(part.manifest)
            content = self._contents[part.manifest.name]
        archive = part.manifest is not None and part.manifest.archive
        report = validate_timestamp(self._read_signature(part.name), content, self._settings)
        return ContainerTimestampReport(part.name, archive, coverage, report)

    def _coverage(self, entry: ManifestEntry) -> Coverage:
        references = () if entry.manifest is None else entry.manifest.references
        found: dict[str, EntryDigests | None] = {}
        for reference in references:
            meant = self._reader.find(reference.name)
            found[reference.name] = None if meant is None else self._digests[meant.name]
        return coverage_of(entry, found)

    def _read_signature(self, name: str) -> bytes:
        return self._reader.read(name, self._reader.limits.max_signature_bytes)

    def _judge_damage(self) -> Verdict:
        """Content that does not match its own ZIP headers, signed or not."""
        damaged = [name for name, found in self._digests.items() if found.damaged]
        if not damaged:
            return PASSED
        return failed(
            SubIndication.FORMAT_FAILURE,
            *(Reason("container.damaged", {"entry": printable(name)}) for name in damaged),
        )

    def _objects(self, names: dict[str, str]) -> tuple[HashedObject, ...]:
        stated: dict[str, str | None] = {
            reference.name: reference.media_type
            for entry in self._parts.manifests
            if entry.manifest is not None
            for reference in entry.manifest.references
        }
        return tuple(
            HashedObject(
                names[entry.name],
                stated.get(names[entry.name]) or media_type_of(entry.name),
                entry.size_bytes,
                self._digests[entry.name].digests["sha256"].hex(),
            )
            for entry in self._reader.structure.payload
            if not self._digests[entry.name].damaged
        )


def _is_small(payload: Sequence[ZipEntry]) -> bool:
    return len(payload) == 1 and payload[0].size_bytes <= MAX_ASIC_S_BYTES


def _direct_coverage(name: str, *, altered: bool) -> Coverage:
    """What an ASiC-S signature covers without a manifest; its report says whether it is broken."""
    covered, broken = ((), (name,)) if altered else ((name,), ())
    return Coverage(None, covered, (), broken, (), PASSED)


def _not_linked(name: str, problem: str) -> ContainerSignatureReport:
    """A signature of which it is not known what it covers."""
    coverage = broken_coverage(None, problem)
    not_checked = Verdict(Indication.NOT_CHECKED, reasons=coverage.verdict.reasons)
    return ContainerSignatureReport(name, coverage, SignatureReport(not_checked), coverage.verdict)


def _parser(content: bytes, limit: int) -> Callable[[], AsicManifest]:
    return lambda: parse_manifest(content, max_bytes=limit)


def _check_opendocument_manifest(reader: ContainerReader) -> None:
    """The names in the manifest of XAdES containers obey the rules for names of entries too.

    Other programs unpack by them.

    Raises:
        UnsafeNameError
        MalformedContainerError: it is not XML, or of a kind that is refused.
    """
    if reader.find(OPENDOCUMENT_MANIFEST) is None:
        return
    limit = reader.limits.max_manifest_bytes
    root = parse_xml(reader.read(OPENDOCUMENT_MANIFEST, limit), max_bytes=limit)
    for element in root.iter():
        name = element.get(_FULL_PATH)
        if name is None or name == "/":
            continue
        problem = name_problem(str(name).removesuffix("/"))
        if problem is not None and problem not in TOLERATED_IN_FOREIGN:
            raise UnsafeNameError(
                f"unsafe name: {problem}", name=printable(str(name)), problem=problem.value
            )
