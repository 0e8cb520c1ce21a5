"""Pack and sign 1 GB in 2,000 files, against plain copy-and-SHA-256 of the same files."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.documents import make_documents
from benchmarks.figures import Figure, in_pairs, rest, seconds
from benchmarks.keys import signer
from benchmarks.memory import peak_megabytes
from signing.asic.package_writer import ClosingEntry, PackageFile, PackagePart, write_package
from signing.asic.source import FileState
from signing.asic.split import plan_parts
from signing.credentials.credential import Credential

CHUNK_BYTES = 1 << 20
ROUNDS = 5


def plain_copy(paths: list[Path], target: Path) -> None:
    """Copy the files and know the SHA-256 of each: what a simple program would do."""
    for path in paths:
        digest = hashlib.sha256()
        with path.open("rb") as source, (target / path.name).open("wb") as copy:
            while chunk := source.read(CHUNK_BYTES):
                digest.update(chunk)
                copy.write(chunk)
        digest.hexdigest()


def pack(paths: list[Path], target: Path, credential: Credential) -> list[Path]:
    """Pack and sign the files into as many containers as they need."""
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


def emptied(folder: Path) -> Path:
    """The folder, new and empty, on even ground."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    rest(folder.parent)
    return folder


def zip_alone(paths: list[Path]) -> str:
    """How long Info-ZIP takes to put the files together, without digests; empty without it."""
    target = paths[0].parents[1] / "public.zip"
    names = "\n".join(path.name for path in paths)
    try:
        taken = seconds(
            lambda: subprocess.run(
                ["zip", "-q", "-0", target, "-@"],
                check=True, cwd=paths[0].parent, input=names.encode(),
            )
        )  # fmt: skip
    except FileNotFoundError:
        return ""
    target.unlink()
    return f"; zip -0 {taken:.2f} s"


def measure(folder: Path) -> Iterator[Figure]:
    """Time and memory of packing."""
    paths = make_documents(folder)
    copy, packed = folder / "copy", folder / "packed"
    with signer() as key:
        pairs = in_pairs(
            ROUNDS,
            lambda: seconds(partial(pack, paths, emptied(packed), key)),
            lambda: seconds(partial(plain_copy, paths, emptied(copy))),
        )
    shutil.rmtree(copy)
    yield Figure(
        "pack and sign 1 GB in 2,000 files : plain copy and SHA-256",
        pairs.ratio,
        1.5,
        detail=f"[{pairs}; packing waits for the disk, copying does not{zip_alone(paths)}]",
    )
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_pack", folder],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    yield Figure("peak memory of packing", float(child.stdout), 150, unit="MB")


if __name__ == "__main__":
    with signer() as credential:
        pack(make_documents(Path(sys.argv[1])), emptied(Path(sys.argv[1]) / "packed"), credential)
    sys.stdout.write(str(peak_megabytes()))
