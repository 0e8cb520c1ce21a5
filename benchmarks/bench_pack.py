"""Pack and sign 1 GB in 2,000 files, against plain copy-and-SHA-256 of the same files."""

import hashlib
import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.documents import make_documents
from benchmarks.figures import Figure, fastest
from benchmarks.keys import signer
from signing.asic.package_writer import ClosingEntry, PackageFile, PackagePart, write_package
from signing.asic.source import FileState
from signing.asic.split import plan_parts
from signing.credentials.credential import Credential

CHUNK_BYTES = 1 << 20
ROUNDS = 3


def plain_copy(paths: list[Path], target: Path) -> None:
    """Copy the files and know the SHA-256 of each: what a simple program would do."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for path in paths:
        digest = hashlib.sha256()
        with path.open("rb") as source, (target / path.name).open("wb") as copy:
            while chunk := source.read(CHUNK_BYTES):
                digest.update(chunk)
                copy.write(chunk)
        digest.hexdigest()


def pack(paths: list[Path], target: Path, credential: Credential) -> list[Path]:
    """Pack and sign the files into as many containers as they need."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    files = [
        PackageFile(f"01/{path.name}", path, "application/pdf", FileState.of(path))
        for path in paths
    ]
    parts = [
        PackagePart(target / f"part-{number}.asice", tuple(files[part]))
        for number, part in enumerate(plan_parts(len(files)), 1)
    ]
    package = json.dumps([file.name for file in files]).encode()
    written = write_package(
        parts,
        closing=lambda hashed: [
            [ClosingEntry("package.json", package, "application/json")] for _ in hashed
        ],
        sign=lambda manifest: credential.sign_detached(manifest, datetime.now(UTC)),
    )
    return [container.path for container in written]


def peak_kilobytes() -> int:
    """The largest resident size of this process so far.

    Linux hands `ru_maxrss` on from the parent's image; `VmHWM` begins anew with the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(folder: Path) -> Iterator[Figure]:
    """Time and memory of packing."""
    paths = make_documents(folder)
    copy, packed = folder / "copy", folder / "packed"
    with signer() as key:
        plain, packing = fastest(
            ROUNDS, lambda: plain_copy(paths, copy), lambda: pack(paths, packed, key)
        )
    shutil.rmtree(copy)
    yield Figure(
        "pack and sign 1 GB in 2,000 files : plain copy and SHA-256",
        packing / plain,
        1.5,
        detail=f"[{packing:.2f} s : {plain:.2f} s; packing waits for the disk, copying does not]",
    )
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_pack", folder],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    yield Figure("peak memory of packing", int(child.stdout) / 1024, 150, unit="MB")


if __name__ == "__main__":
    with signer() as credential:
        pack(make_documents(Path(sys.argv[1])), Path(sys.argv[1]) / "packed", credential)
    sys.stdout.write(str(peak_kilobytes()))
