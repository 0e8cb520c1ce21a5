"""Verify 1 GB in 2,000 files, against SHA-256 alone over the same bytes."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench_pack import CHUNK_BYTES, pack
from benchmarks.documents import make_documents
from benchmarks.figures import Figure, fastest
from benchmarks.keys import signer
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.isolated import validate_isolated
from signing.validation.settings import ValidationSettings

ROUNDS = 3


def plain_sha256(paths: list[Path]) -> None:
    """SHA-256 of each file, one after the other."""
    for path in paths:
        digest = hashlib.sha256()
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)


def verify(paths: list[Path]) -> None:
    """Validate every container in this process."""
    for path in paths:
        report = validate_container(path, settings())
        if not all(signature.intact for signature in report.signatures):
            raise RuntimeError(report.verdict)


def verify_isolated(paths: list[Path]) -> None:
    """Validate every container in a process of its own, as `qolhat verify` does."""
    for path in paths:
        report = validate_isolated(path, settings())
        if not all(signature.intact for signature in report.signatures):
            raise RuntimeError(report.verdict)


def settings() -> ValidationSettings:
    """Nobody is trusted here: what is measured is what a signature covers."""
    return ValidationSettings(TrustStore(), TrustPurpose.PARTICIPANT, datetime.now(UTC))


def measure(folder: Path) -> Iterator[Figure]:
    """Time of verifying."""
    with signer() as key:
        containers = pack(make_documents(folder), folder / "packed", key)
    plain, here, isolated = fastest(
        ROUNDS,
        lambda: plain_sha256(containers),
        lambda: verify(containers),
        lambda: verify_isolated(containers),
    )
    yield Figure(
        "verify 1 GB in 2,000 files : SHA-256 alone",
        here / plain,
        1.3,
        detail=f"[{here:.2f} s : {plain:.2f} s]",
    )
    yield Figure(
        "the same in processes of their own",
        isolated / plain,
        1.3 * 1.5,
        detail=f"[{isolated:.2f} s for {len(containers)} containers]",
    )
