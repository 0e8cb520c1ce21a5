"""Upload 1 GB to a portal on this machine, against a plain HTTP PUT of the same bytes over TLS.

Ours is the whole way that a submission takes: tus windows, a server that checks the capability,
counts, and has every byte on the disk before it says so. The other side is in `plain_put`: the
same certificate, the same kernel, and nothing but the transport.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.figures import Figure, Pairs, in_pairs, rest, seconds
from benchmarks.memory import peak_megabytes
from desktop.paths import Paths
from desktop.portal_command import portal_command
from desktop.services.application import Application
from desktop.services.progress import StepProgress
from desktop.services.submissions import SubmissionStatus
from desktop.services.training import portal_at
from desktop.submission_record import SubmissionStep
from portal.home import Home

ROUNDS = 5
SIZE_BYTES = 1_000_000_000
SMALL_BYTES = 100_000_000
MOST_MEGABYTES = 150
MOST_GROWTH_MEGABYTES = 16


@dataclass(frozen=True, slots=True)
class Sent:
    """What a client process tells of one submission: seconds of the upload alone, its memory."""

    upload_seconds: float
    peak_megabytes: float


@contextmanager
def portal(folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    """A portal process: its ready line and its process id."""
    process = subprocess.Popen(
        portal_command("--home", str(folder), "--with-parent"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdin is not None  # noqa: S101 - for the type checker
        assert process.stdout is not None  # noqa: S101
        try:
            yield json.loads(process.stdout.readline()), process.pid
        finally:
            process.stdin.close()


@contextmanager
def plain_server(home: Home, target: Path) -> Iterator[int]:
    """A server that takes a PUT, with the portal's own certificate: its port."""
    certificate, key = home.private / "tls.pem", home.private / "tls.key.pem"
    command = [
        sys.executable, "-m", "benchmarks.plain_put", "serve",
        str(certificate), str(key), str(target),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def measure(folder: Path) -> Iterator[Figure]:
    """Speed of the upload, memory of both sides."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        yield from _measure(Path(name))


def _measure(folder: Path) -> Iterator[Figure]:
    home = Home(folder / "portal")
    small, large = _document(folder, SMALL_BYTES), _document(folder, SIZE_BYTES)
    stored, root = folder / "stored", home.public / "tls-root.pem"
    with portal(home.path) as (ready, process_id), plain_server(home, stored) as port:
        before = _submit(ready, small).peak_megabytes, peak_megabytes(process_id)
        clients: list[Sent] = []

        def submit() -> float:
            for left in (stored, *home.uploads.iterdir()):
                left.unlink(missing_ok=True)
            clients.append(_submit(ready, large))
            return clients[-1].upload_seconds

        def put() -> float:
            rest(folder)
            return _told("benchmarks.plain_put", "send", str(port), str(root), str(large))

        pairs = in_pairs(ROUNDS, submit, put)
        after = max(sent.peak_megabytes for sent in clients), peak_megabytes(process_id)
        curl = _curl(port, root, large)
    yield _speed(pairs, curl)
    yield Figure("peak memory of the program that packs, signs and sends 1 GB", after[0],
                 MOST_MEGABYTES, unit="MB")  # fmt: skip
    yield Figure("peak memory of the portal that takes and checks it", after[1],
                 MOST_MEGABYTES, unit="MB")  # fmt: skip
    yield Figure(
        "memory that both need more for 1 GB than for 100 MB",
        sum(after) - sum(before),
        MOST_GROWTH_MEGABYTES,
        unit="MB",
    )


def _speed(pairs: Pairs, curl: float | None) -> Figure:
    beside = "" if curl is None else f"; curl -T {curl:.2f} s"
    return Figure(
        "speed of the upload of 1 GB to the portal : plain HTTPS PUT",
        1 / pairs.ratio,
        0.5,
        detail=f"[{pairs}{beside}]",
        at_least=True,
    )


def _document(folder: Path, size_bytes: int) -> Path:
    path = folder / f"{size_bytes}.bin"
    with path.open("wb") as file, Path("/dev/urandom").open("rb") as noise:
        for start in range(0, size_bytes, 1 << 20):
            file.write(noise.read(min(1 << 20, size_bytes - start)))
    return path


def _curl(port: int, root: Path, source: Path) -> float | None:
    """How long curl takes for the same PUT; None where there is none."""
    command = [
        "curl",
        "-sf",
        "-H",
        "Expect:",
        "--noproxy",
        "*",
        "--cacert",
        str(root),
        "-T",
        str(source),
    ]
    try:
        return seconds(lambda: subprocess.run([*command, f"https://127.0.0.1:{port}/"], check=True))
    except FileNotFoundError:
        return None


def _submit(ready: dict[str, str], document: Path) -> Sent:
    """Submit a document from a fresh workspace in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_upload", json.dumps(ready), str(document)]
    workspace = document.with_name("workspace")
    shutil.rmtree(workspace, ignore_errors=True)
    with subprocess.Popen(
        [*command, str(workspace)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 - for the type checker
        assert process.stdout is not None  # noqa: S101
        process.stdout.readline()  # packed and signed
        rest(document.parent)
        process.stdin.close()
        return Sent(**json.loads(process.stdout.readline()))


def _told(module: str, *arguments: str) -> float:
    command = [sys.executable, "-m", module, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def submit_document(ready: dict[str, str], document: Path, home: Path) -> Sent:
    """Pack, sign and submit one document, as a person would; the seconds of the upload alone."""
    moments: dict[tuple[SubmissionStep, bool], float] = {}

    def note(progress: StepProgress) -> None:
        key = progress.step, progress.finished
        moments.setdefault(key, time.perf_counter())

    training = portal_at(ready)
    with Application(Paths(home)) as application:
        application.training.point_at(training)
        opened = application.signing.open(training.keys[0].path, training.keys[0].password)
        case = application.cases.new_free_submission("benchmark")
        item = case.items[0].item_id
        application.cases.add_files(case.case_id, item, [document])
        prepared = application.submissions.prepare(case.case_id, opened.credential)
        opened.credential.close()
        print(prepared.status, flush=True)
        sys.stdin.read()  # until the others are ready, too
        state = application.submissions.resume(prepared.submission_id, on_step=note)
    if state.status is not SubmissionStatus.RECEIPTED:
        raise RuntimeError(state)
    upload = moments[SubmissionStep.UPLOAD, True] - moments[SubmissionStep.UPLOAD, False]
    return Sent(upload, peak_megabytes())


if __name__ == "__main__":
    sent = submit_document(json.loads(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps(asdict(sent)))
