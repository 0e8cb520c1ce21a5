"""The rules by which a container's findings become verdicts. Pure: no input or output.

A refusal of the whole file is TOTAL_FAILED / FORMAT_FAILURE, because a file with two readings or
with dangerous names is no container; one beyond our limits is NOT_CHECKED, because others may
read it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from signing.asic.errors import ContainerError, ContainerLimitError, ContainerUnreadableError
from signing.asic.manifest import DIGEST_ALGORITHMS, AsicManifest, DataObjectReference
from signing.asic.names import printable
from signing.asic.zip_structure import ReadingProfile
from signing.validation.container_hashing import EntryDigests
from signing.validation.container_parts import ContainerParts, ManifestEntry
from signing.validation.container_report import (
    ContainerSignatureReport,
    ContainerTimestampReport,
    Coverage,
)
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict, combine

PASSED: Final = Verdict(Indication.TOTAL_PASSED)

_WEAK_DIGESTS: Final = frozenset(
    {
        "http://www.w3.org/2000/09/xmldsig#sha1",
        "http://www.w3.org/2001/04/xmldsig-more#md5",
        "http://www.w3.org/2001/04/xmldsig-more#sha224",
        "http://www.w3.org/2001/04/xmlenc#ripemd160",
    }
)


def refusal(error: ContainerError) -> Verdict:
    """The verdict on a file that is not read as a container."""
    facts = {name: value for name, value in error.facts.items() if value is not None}
    reason = Reason(error.code, facts)
    if isinstance(error, ContainerLimitError | ContainerUnreadableError):
        return Verdict(Indication.NOT_CHECKED, reasons=(reason,))
    return failed(SubIndication.FORMAT_FAILURE, reason)


def failed(sub_indication: SubIndication, *reasons: Reason) -> Verdict:
    """TOTAL_FAILED for these reasons."""
    return Verdict(Indication.TOTAL_FAILED, sub_indication, reasons)


def broken_coverage(manifest_name: str | None, code: str, **facts: str) -> Coverage:
    """Nothing is covered, because of the manifest itself."""
    verdict = failed(SubIndication.FORMAT_FAILURE, Reason(code, dict(facts)))
    return Coverage(manifest_name, (), (), (), (), verdict)


def coverage_of(entry: ManifestEntry, found: Mapping[str, EntryDigests | None]) -> Coverage:
    """What of all that a manifest names is there, with the digest that it names.

    Args:
        entry: the manifest.
        found: by referenced name the digests of the entry that is meant; None if there is none.
    """
    manifest = entry.manifest
    if manifest is None:
        if entry.problem == "signs_nothing":
            return broken_coverage(entry.name, "container.signs_nothing")
        return broken_coverage(entry.name, "container.bad_manifest", problem=entry.problem or "")
    sorted_names: dict[str, list[str]] = {
        "covered": [],
        "missing": [],
        "altered": [],
        "unknown": [],
    }
    verdicts = []
    for reference in manifest.references:
        state, verdict = _judge_reference(reference, found[reference.name])
        sorted_names[state].append(reference.name)
        verdicts.append(verdict)
    return Coverage(
        entry.name,
        tuple(sorted_names["covered"]),
        tuple(sorted_names["missing"]),
        tuple(sorted_names["altered"]),
        tuple(sorted_names["unknown"]),
        combine(verdicts),
    )


def _judge_reference(
    reference: DataObjectReference, found: EntryDigests | None
) -> tuple[str, Verdict]:
    facts: dict[str, str | int] = {"entry": printable(reference.name)}
    if found is None:
        # For a signature alone EN 319 102-1 says INDETERMINATE; the container was whole once.
        reason = Reason("container.missing", facts)
        return "missing", failed(SubIndication.SIGNED_DATA_NOT_FOUND, reason)
    algorithm = DIGEST_ALGORITHMS.get(reference.digest_algorithm)
    if algorithm is None:
        return "unknown", _unknown_digest(reference.digest_algorithm, facts)
    if found.damaged or found.digests[algorithm] != reference.digest:
        return "altered", failed(SubIndication.HASH_FAILURE, Reason("container.altered", facts))
    return "covered", PASSED


def _unknown_digest(uri: str, facts: dict[str, str | int]) -> Verdict:
    facts = {**facts, "algorithm": printable(uri)}
    if uri in _WEAK_DIGESTS:
        return Verdict(
            Indication.INDETERMINATE,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            (Reason("container.digest_weak", facts),),
        )
    return Verdict(Indication.NOT_CHECKED, reasons=(Reason("container.digest_unknown", facts),))


def uncovered_names(
    payload: Sequence[str], signatures: Sequence[ContainerSignatureReport], profile: ReadingProfile
) -> tuple[str, ...]:
    """The files of which signatures say nothing though they should.

    In a container of ours each signature must name each file; in one of others each file must be
    named by some signature that is not itself broken. (What is named and altered is a failure of
    its own, and no member of this list.)
    """
    if not signatures:
        return ()
    named = [
        frozenset((*s.coverage.covered, *s.coverage.altered, *s.coverage.unknown))
        for s in signatures
        if s.report.intact is not False or profile is ReadingProfile.OURS
    ]
    enough = all if profile is ReadingProfile.OURS else any
    return tuple(name for name in payload if not enough(name in names for names in named))


def judge_uncovered(names: Iterable[str], profile: ReadingProfile) -> Verdict:
    """Files that nobody signed: a failure in ours; in others' an open question.

    A foreign signature is not broken by a file that somebody laid beside it, but the container
    cannot be called good.
    """
    reasons = tuple(Reason("container.uncovered", {"entry": printable(name)}) for name in names)
    if not reasons:
        return PASSED
    if profile is ReadingProfile.OURS:
        return failed(SubIndication.FORMAT_FAILURE, *reasons)
    return Verdict(Indication.INDETERMINATE, SubIndication.GENERIC, reasons)


def judge_parts(parts: ContainerParts) -> Verdict:
    """What is in the container that no signature report speaks of."""
    not_checked = [
        *(Reason("container.xades", {"entry": printable(name)}) for name in parts.xades),
        *(
            Reason("container.evidence_record", {"entry": printable(name)})
            for name in parts.evidence_records
        ),
    ]
    verdicts = []
    if not_checked:
        verdicts.append(Verdict(Indication.NOT_CHECKED, reasons=tuple(not_checked)))
    elif not parts.signatures:
        code = "container.timestamp_only" if parts.timestamps else "container.no_signature"
        verdicts.append(Verdict(Indication.NOT_CHECKED, reasons=(Reason(code),)))
    # A signature that was taken out leaves its manifest behind.
    if parts.stray_manifests:
        reasons = tuple(
            Reason("container.signature_missing", {"manifest": printable(name)})
            for name in parts.stray_manifests
        )
        verdicts.append(failed(SubIndication.FORMAT_FAILURE, *reasons))
    return combine(verdicts) if verdicts else PASSED


def judge_timestamps(timestamps: Iterable[ContainerTimestampReport]) -> Verdict:
    """Timestamps over manifests change no verdict on signatures: they are remarks."""
    remarks = []
    for report in timestamps:
        kind = "archive_timestamp" if report.archive else "time_assertion"
        if not report.intact:
            state = "broken"
        elif report.report.passed:
            state = "good"
        else:
            state = "not_trusted"
        remarks.append(Reason(f"container.{kind}_{state}", {"entry": printable(report.name)}))
    return Verdict(Indication.TOTAL_PASSED, remarks=tuple(remarks))


def algorithms_for(manifests: Iterable[AsicManifest]) -> dict[str, frozenset[str]]:
    """By referenced name the digests (in `hashlib`'s words) that manifests ask for."""
    wanted: dict[str, set[str]] = {}
    for manifest in manifests:
        for reference in manifest.references:
            algorithm = DIGEST_ALGORITHMS.get(reference.digest_algorithm)
            names = wanted.setdefault(reference.name, set())
            if algorithm is not None:
                names.add(algorithm)
    return {name: frozenset(names) for name, names in wanted.items()}
