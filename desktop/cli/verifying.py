"""`qolhat verify`: the verdict on any file, for people and for programs (docs/cli.md)."""

from datetime import datetime
from pathlib import Path

from desktop.cli.console import Console, instant
from desktop.cli.context import Shared
from desktop.cli.exits import NotVerifiedError
from desktop.services.network import Network, load_crls
from desktop.services.settings import SettingsService
from desktop.services.verdict_text import verdict_json
from desktop.services.verification import (
    SignatureLine,
    Verification,
    VerificationReport,
    VerifyOptions,
)
from desktop.submission.connection import Timeouts
from signing.errors import QolhatError
from signing.trust import (
    ALL_PURPOSES,
    CertificateFileError,
    TrustAnchor,
    TrustPurpose,
    TrustStore,
    load_certificates,
)
from signing.validation.verdict import Indication


def read_trust(words: list[str]) -> TrustStore:
    """The anchors of ``--trust CERT[:purpose]``; without a purpose they are good for all.

    Raises:
        CertificateFileError: a file holds no certificate or cannot be read.
    """
    anchors: list[TrustAnchor] = []
    for word in words:
        name, colon, purpose = word.rpartition(":")
        if colon and purpose in set(TrustPurpose):
            path, purposes = Path(name), frozenset({TrustPurpose(purpose)})
        else:
            path, purposes = Path(word), ALL_PURPOSES
        try:
            certificates = load_certificates(path)
        except OSError as error:
            raise CertificateFileError(str(error), file=path.name) from error
        anchors += [TrustAnchor(der, purposes, path.name) for der in certificates]
    return TrustStore(tuple(anchors))


def verify(
    shared: Shared,
    path: Path,
    *,
    trust: list[str],
    crls: list[Path],
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> int:
    """Verify a file and tell; the exit code of its verdict.

    What keeps the check from being made is told as an error and ends with NOT_CHECKED.
    """
    console = shared.console
    try:
        settings = SettingsService(shared.paths)  # no workspace is opened, and none is made
        network = Network(shared.paths, settings, shared.clock, Timeouts())
        options = VerifyOptions(
            trust=read_trust(trust),
            crls=tuple(der for file in crls for der in load_crls(file)),
            at=at,
            offline=offline,
            only_given_trust=bool(trust),
        )
        report = Verification(network, shared.clock).verify(path, options)
    except QolhatError as error:
        if as_json:
            console.json(
                {
                    "file": str(path),
                    "verdict": Indication.NOT_CHECKED.value,
                    "exit_code": Indication.NOT_CHECKED.exit_code,
                    "error": {"code": error.code, "facts": error.facts},
                }
            )
            return Indication.NOT_CHECKED.exit_code
        raise NotVerifiedError(error) from error
    if as_json:
        console.json(report_json(report, offline=offline))
    else:
        _tell(report, console, offline=offline)
    return report.verdict.indication.exit_code


def report_json(report: VerificationReport, *, offline: bool) -> dict[str, object]:
    """The object that ``--json`` prints."""
    verdict = verdict_json(report.verdict)
    return {
        "file": str(report.path),
        "kind": report.kind.value,
        "profile": report.profile,
        "verdict": verdict.pop("indication"),
        "exit_code": report.verdict.indication.exit_code,
        **verdict,
        "warnings": [{"code": one.code, "facts": one.facts} for one in report.warnings],
        "signatures": [_signature_json(one) for one in report.signatures],
        "objects": [
            {
                "name": one.name,
                "media_type": one.media_type,
                "size_bytes": one.size_bytes,
                "sha256": one.sha256,
            }
            for one in report.objects
        ],
        "stated": {fact.key: fact.value for fact in report.stated},
        "checked_at": instant(report.checked_at),
        "offline": offline,
    }


def _signature_json(one: SignatureLine) -> dict[str, object]:
    verdict = verdict_json(one.verdict)
    return {
        "name": one.name,
        "level": one.level,
        "verdict": verdict.pop("indication"),
        **verdict,
        "signer": {
            "name": one.signer_name,
            "iin": one.signer_iin,
            "organisation": one.signer_organisation,
            "bin": one.signer_bin,
            "certificate_sha256": one.signer_certificate_sha256,
        },
        "claimed_time": instant(one.claimed_time),
        "trusted_time": instant(one.trusted_time),
        "timestamps": [
            {
                "gen_time": instant(stamp.gen_time),
                "tsa": stamp.tsa_name,
                "verdict": stamp.verdict.indication.value,
            }
            for stamp in one.timestamps
        ],
        "covered": list(one.covered),
    }


def _tell(report: VerificationReport, console: Console, *, offline: bool) -> None:
    kind = "no_container" if report.is_no_container else str(report.kind)
    console.line(f"{report.path.name}: {console.text(f'verify.kind.{kind}')}", "bold")
    console.verdict(report.verdict)
    for warning in report.warnings:
        console.line(f"  {console.text('warning')} {console.reason(warning)}", "yellow")
    for one in report.signatures:
        who = one.signer_organisation or one.signer_name or "-"
        console.line("")
        console.line(console.text("verify.signature", name=one.name, signer=who), "bold")
        console.pairs(
            [
                (console.text("verify.level"), one.level),
                (console.text("verify.signer"), _signer(one)),
                (console.text("verify.claimed_time"), console.moment(one.claimed_time)),
                (console.text("verify.trusted_time"), console.moment(one.trusted_time)),
                *(
                    (
                        console.text("verify.timestamp"),
                        f"{console.moment(stamp.gen_time)}, {stamp.tsa_name}",
                    )
                    for stamp in one.timestamps
                ),
            ]
        )
    if report.stated:
        console.line("")
        console.line(console.text("verify.stated"), "bold")
        console.pairs(
            (
                console.fact_name(fact.key),
                console.size(int(fact.value)) if fact.key == "size_bytes" else fact.value,
            )
            for fact in report.stated
        )
    if report.objects:
        console.line("")
        console.say(
            "verify.objects",
            count=len(report.objects),
            size=console.size(sum(one.size_bytes for one in report.objects)),
        )
    if offline:
        console.say("verify.offline")


def _signer(one: SignatureLine) -> str:
    parts = (one.signer_name, one.signer_iin, one.signer_organisation, one.signer_bin)
    return ", ".join(part for part in parts if part) or "-"
