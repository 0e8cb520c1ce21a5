"""Verify 1 GB in 2,000 files, against SHA-256 alone over the same bytes."""

import hashlib
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench_pack import CHUNK_BYTES, emptied, pack
from benchmarks.documents import make_documents
from benchmarks.figures import Figure, fastest, in_pairs, seconds
from benchmarks.keys import signer
from signing.asic.writer import ContainerWriter
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container import validate_container
from signing.validation.isolated import validate_isolated
from signing.validation.settings import ValidationSettings

ROUNDS = 5


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


def openssl_alone(paths: list[Path]) -> str:
    """How long `openssl dgst -sha256` takes for the same bytes; empty without it."""
    try:
        taken = seconds(
            lambda: subprocess.run(
                ["openssl", "dgst", "-sha256", *paths], check=True, capture_output=True
            )
        )
    except FileNotFoundError:
        return ""
    return f"; openssl dgst {taken:.2f} s"


def settings() -> ValidationSettings:
    """Nobody is trusted here: what is measured is what a signature covers."""
    return ValidationSettings(TrustStore(), TrustPurpose.PARTICIPANT, datetime.now(UTC))


def measure(folder: Path) -> Iterator[Figure]:
    """Time of verifying."""
    with signer() as key:
        containers = pack(make_documents(folder), emptied(folder / "packed"), key)
    pairs = in_pairs(
        ROUNDS,
        lambda: seconds(lambda: verify(containers)),
        lambda: seconds(lambda: plain_sha256(containers)),
    )
    yield Figure(
        "verify 1 GB in 2,000 files : SHA-256 alone",
        pairs.ratio,
        1.3,
        detail=f"[{pairs}{openssl_alone(containers)}]",
    )
    small = folder / "small.asice"
    with ContainerWriter(small) as writer:
        writer.add_bytes("a", b"1", "text/plain")
        writer.finish(None)
    (isolated,) = fastest(ROUNDS, lambda: validate_isolated(small, settings()))
    yield Figure("a validation in a process of its own begins", isolated * 1000, 1000, unit="ms")
