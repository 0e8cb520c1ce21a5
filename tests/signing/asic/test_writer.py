"""The container writer: what other programs read from it, and what it does when things go wrong."""

import errno
import hashlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.asic.errors import (
    ContainerFullError,
    DiskFullError,
    DiskWriteError,
    DocumentChangedError,
    DocumentUnreadableError,
    DocumentVanishedError,
    DuplicateNameError,
    UnsafeNameError,
)
from signing.asic.manifest import MANIFEST_NAME, SIGNATURE_NAME, parse_manifest
from signing.asic.names import comparison_key, safe_segment
from signing.asic.part import BUFFERED_FILE_BYTES
from signing.asic.partial import remove_partials
from signing.asic.pipeline import BUFFER_BYTES
from signing.asic.reader import ContainerReader
from signing.asic.source import FileState
from signing.asic.writer import ContainerWriter
from signing.asic.zip_structure import ReadingProfile
from signing.errors import Cancelled, InternalError

PROJECT = Path(__file__).parents[3]
NAMES = [
    "01/Шот-фактура № 17 «көшірме».pdf",
    '01/Договор "об оказании" услуг.docx',
    "02/📦 посылка.jpg",
    "02/a+b %41 #1 [x] &'~.txt",
    "02/" + "ң" * 120 + ".txt",
    "empty",
]


@pytest.fixture
def out(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "пакет.asice"


def write(path, contents: dict[str, bytes], signature: bytes | None = b"signature"):
    with ContainerWriter(path) as writer:
        for name, content in contents.items():
            writer.add_bytes(name, content, "application/octet-stream")
        return writer.finish(signature)


def nothing_left(path: Path) -> bool:
    return list(path.parent.iterdir()) == []


def test_other_programs_read_every_name_and_every_byte(tmp_path, out):
    contents = {name: name.encode() * 3 for name in NAMES[:-1]} | {"empty": b""}
    write(out, contents)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        read = {i.filename: archive.read(i) for i in archive.infolist()}
    assert read.pop("mimetype") == b"application/vnd.etsi.asic-e+zip"
    assert read.pop(SIGNATURE_NAME) == b"signature"
    manifest = parse_manifest(read.pop(MANIFEST_NAME))
    assert read == contents
    assert {r.name: r.digest for r in manifest.references} == {
        name: hashlib.sha256(content).digest() for name, content in contents.items()
    }
    for command in (["unzip", "-tq", out], ["bsdtar", "-tf", out], ["7z", "t", out]):
        if shutil.which(command[0]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def test_entries_stand_in_the_order_of_the_formats(out):
    write(out, {"01/b": b"1", "01/a": b"2", "package.json": b"{}"})
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert {i.compress_type for i in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {i.flag_bits for i in archive.infolist()} == {0x800}
    assert names == ["mimetype", "01/b", "01/a", "package.json", MANIFEST_NAME, SIGNATURE_NAME]


def test_the_media_type_stands_where_the_file_command_looks_for_it(out):
    write(out, {"a": b""})
    assert out.read_bytes()[30:69] == b"mimetypeapplication/vnd.etsi.asic-e+zip"


def test_equal_content_gives_equal_bytes(out):
    write(out, {"a": b"1"})
    first = out.read_bytes()
    write(out, {"a": b"1"})
    assert out.read_bytes() == first


def test_without_signature_there_is_no_manifest(out):
    done = write(out, {"a": b"1"}, signature=None)
    assert done.manifest_sha256 is None
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["mimetype", "a"]


def test_the_result_says_what_is_on_the_disk(tmp_path, out):
    source = tmp_path / "source"
    source.write_bytes(os.urandom(3 * BUFFER_BYTES + 17))
    with ContainerWriter(out) as writer:
        hashed = writer.add_file("a.bin", source, "application/octet-stream")
        manifest = writer.manifest()
        done = writer.finish(b"signature")
    content = out.read_bytes()
    assert done.path == out
    assert done.size_bytes == len(content)
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert done.manifest_sha256 == hashlib.sha256(manifest).hexdigest()
    assert done.objects == (hashed,)
    assert hashed.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert hashed.size_bytes == 3 * BUFFER_BYTES + 17


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize(
    "border", [1, BUFFER_BYTES, BUFFERED_FILE_BYTES, BUFFERED_FILE_BYTES + BUFFER_BYTES]
)
def test_files_around_the_buffer_sizes_are_whole(tmp_path, out, border, beyond):
    size = border + beyond
    source = tmp_path / "source"
    content = os.urandom(1000) * (size // 1000) + os.urandom(size % 1000)
    source.write_bytes(content)
    with ContainerWriter(out) as writer:
        writer.add_file("a", source, "text/plain", FileState.of(source))
        done = writer.finish(b"s")
    with ContainerReader(out, ReadingProfile.OURS) as reader:
        assert reader.read("a", size) == content
    assert done.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=40).map(safe_segment), st.binary(max_size=300)),
        max_size=12,
        unique_by=lambda item: comparison_key(item[0]),
    )
)
def test_whatever_is_written_is_read_back(tmp_path_factory, items):
    path = tmp_path_factory.mktemp("p") / "x.asice"
    contents = {f"01/{name}": content for name, content in items} | {"package.json": b"{}"}
    write(path, contents)
    with ContainerReader(path, ReadingProfile.OURS) as reader:
        assert {e.name: reader.read(e.name, 300) for e in reader.structure.payload} == contents


# --- what does not go in -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../a", "/a", "a\\b", "META-INF/x", "meta-inf/signature001.p7s", "aux.txt"]
)
def test_unsafe_and_reserved_names_do_not_go_in(out, name):
    with ContainerWriter(out) as writer, pytest.raises(UnsafeNameError):
        writer.add_bytes(name, b"", "text/plain")


@pytest.mark.parametrize("name", ["A.TXT", "a.txt", "mimetype", "MimeType"])
def test_a_name_goes_in_once_on_any_system(out, name):
    with ContainerWriter(out) as writer:
        writer.add_bytes("a.txt", b"", "text/plain")
        with pytest.raises(DuplicateNameError):
            writer.add_bytes(name, b"", "text/plain")


def test_a_container_takes_999_entries_with_room_for_an_archive_timestamp(out):
    with ContainerWriter(out) as writer:
        room = writer.room()
        for number in range(room):
            writer.add_bytes(str(number), b"", "text/plain")
        assert writer.room() == 0
        with pytest.raises(ContainerFullError):
            writer.add_bytes("one more", b"", "text/plain")
        writer.finish(b"s")
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == 999 - 2


# --- files that are not what they were -----------------------------------------------------------


@pytest.fixture(params=[1000, BUFFERED_FILE_BYTES + 5 * BUFFER_BYTES], ids=["small", "large"])
def source(tmp_path, request) -> Path:
    path = tmp_path / "source.bin"
    path.write_bytes(b"x" * request.param)
    return path


def test_a_vanished_file_is_named_and_nothing_is_left(out, source):
    state = FileState.of(source)
    source.unlink()
    with ContainerWriter(out) as writer, pytest.raises(DocumentVanishedError) as caught:
        writer.add_file("a", source, "text/plain", state)
    assert caught.value.facts == {"file": "source.bin"}
    assert nothing_left(out)


@pytest.mark.parametrize("change", ["longer", "touched", "replaced"])
def test_a_file_changed_since_it_was_added_is_refused(out, source, change):
    state = FileState.of(source)
    if change == "longer":
        with source.open("ab") as file:
            file.write(b"y")
        os.utime(source, ns=(state.mtime_ns, state.mtime_ns))
    elif change == "touched":
        os.utime(source, ns=(1, 1))
    else:
        source.unlink()
        source.write_bytes(b"other")
    with ContainerWriter(out) as writer, pytest.raises(DocumentChangedError):
        writer.add_file("a", source, "text/plain", state)


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite", "vanish"])
def test_a_file_that_changes_while_it_is_read_is_refused(out, source, change, monkeypatch):
    """The change comes after the first bytes were read, through the real file system."""
    from signing.asic import source as module

    real = module.SourceFile.read_into
    calls = 0

    def read_into(self, buffer):
        nonlocal calls
        count = real(self, buffer)
        calls += 1
        if calls == 1:
            if change == "grow":
                with source.open("ab") as file:
                    file.write(b"y" * 10)
            elif change == "shrink":
                os.truncate(source, 10)
            elif change == "rewrite":
                source.write_bytes(b"z" * source.stat().st_size)
                os.utime(source, ns=(1, 1))
            else:
                source.unlink()
        return count

    monkeypatch.setattr(module.SourceFile, "read_into", read_into)
    expected = DocumentVanishedError if change == "vanish" else DocumentChangedError
    with ContainerWriter(out) as writer, pytest.raises(expected):
        writer.add_file("a", source, "text/plain")
    assert nothing_left(out)


def test_a_large_file_whose_bytes_change_between_the_two_readings_is_refused(
    tmp_path, out, monkeypatch
):
    """Same size, same time stamp: only the CRC of the second reading tells."""
    from signing.asic import source as module

    source = tmp_path / "large"
    source.write_bytes(b"x" * (BUFFERED_FILE_BYTES + 100))
    state = FileState.of(source)
    real = module.SourceFile.rewind

    def rewind(self):
        with source.open("r+b") as file:
            file.write(b"y")
        os.utime(source, ns=(state.mtime_ns, state.mtime_ns))
        real(self)

    monkeypatch.setattr(module.SourceFile, "rewind", rewind)
    with ContainerWriter(out) as writer:
        with pytest.raises(DocumentChangedError):
            writer.add_file("a", source, "text/plain", state)
        with pytest.raises(InternalError):  # half an entry is in the file: it cannot be closed
            writer.finish(b"s")
    assert nothing_left(out)


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path, out):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        with ContainerWriter(out) as writer, pytest.raises(DocumentUnreadableError):
            writer.add_file("a", path, "text/plain")
        with pytest.raises(DocumentUnreadableError):
            FileState.of(path)


def test_a_small_file_that_fails_does_not_spoil_the_container(tmp_path, out):
    with ContainerWriter(out) as writer:
        with pytest.raises(DocumentVanishedError):
            writer.add_file("gone", tmp_path / "gone", "text/plain")
        writer.add_bytes("a", b"1", "text/plain")
        writer.finish(None)
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["mimetype", "a"]


# --- cancel, crash, full disk --------------------------------------------------------------------


def test_leaving_without_finish_leaves_nothing(out):
    with ContainerWriter(out) as writer:
        writer.add_bytes("a", b"1", "text/plain")
    assert nothing_left(out)


def test_an_error_leaves_the_old_container_as_it_was(out):
    out.write_bytes(b"old")
    with ContainerWriter(out) as writer:
        writer.add_bytes("a", b"1", "text/plain")
        with pytest.raises(DocumentVanishedError):
            writer.add_file("b", out.parent / "nowhere", "text/plain")
    assert out.read_bytes() == b"old"
    assert [p.name for p in out.parent.iterdir()] == [out.name]


class Button:
    """A cancel button that is pressed after a while, by somebody else."""

    def __init__(self, after_seconds: float) -> None:
        self.pressed_at: float | None = None
        self._timer = threading.Timer(after_seconds, self._press)
        self._timer.start()

    def _press(self) -> None:
        self.pressed_at = time.monotonic()

    def __call__(self) -> bool:
        return self.pressed_at is not None


@pytest.mark.timed
def test_cancel_is_answered_at_once_and_leaves_nothing(tmp_path, out):
    source = tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte, sparse: never read to its end
    button = Button(after_seconds=0.2)
    with ContainerWriter(out, cancelled=button) as writer, pytest.raises(Cancelled):
        writer.add_file("a", source, "text/plain")
    assert time.monotonic() - button.pressed_at < 0.5  # 0.1 is meant; a loaded machine is slower
    assert nothing_left(out)


@pytest.mark.timed
def test_cancel_is_seen_while_the_disk_holds_the_writer_up(tmp_path, out, monkeypatch):
    """The writing thread hangs in a write; the caller still gets its answer."""
    from signing.asic import partial

    release = threading.Event()
    real = partial.PartialFile.write
    monkeypatch.setattr(
        partial.PartialFile, "write", lambda self, data: (release.wait(), real(self, data))[1]
    )
    source = tmp_path / "s"
    source.write_bytes(b"x" * (BUFFERED_FILE_BYTES // 2))
    button = Button(after_seconds=0.2)

    def pack() -> None:
        with ContainerWriter(out, cancelled=button) as writer:
            for number in range(100):
                writer.add_file(str(number), source, "text/plain")

    with pytest.raises(Cancelled):
        pack()
    assert time.monotonic() - button.pressed_at < 0.8
    assert not out.exists()
    release.set()
    for thread in threading.enumerate():
        if thread.name == "container-writer":
            thread.join()
    assert nothing_left(out)


def test_progress_never_goes_back_and_ends_with_the_whole(tmp_path, out):
    source = tmp_path / "s"
    source.write_bytes(b"x" * (BUFFERED_FILE_BYTES * 2))
    seen = []
    with ContainerWriter(out, progress=seen.append) as writer:
        writer.add_file("a", source, "text/plain")
        writer.add_bytes("b", b"12345", "text/plain")
        writer.finish(b"s")
    assert seen == sorted(seen)
    assert seen[-1] == BUFFERED_FILE_BYTES * 2 + 5


KILLED_WHILE_PACKING = """
import os, signal, sys
from pathlib import Path
from signing.asic.writer import ContainerWriter
writer = ContainerWriter(Path(sys.argv[1]))
for number in range(50):
    writer.add_bytes(str(number), os.urandom(1 << 20), "text/plain")
writer._pipeline.drain()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_killed_half_way_only_a_partial_is_left_and_the_next_start_removes_it(out):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_PACKING, out], cwd=PROJECT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    left = list(out.parent.iterdir())
    assert [p.name for p in left] == [".пакет.asice.partial"]
    assert left[0].stat().st_size > 50 << 20
    assert remove_partials(out.parent) == left
    assert nothing_left(out)


PACKING_UNDER_A_FILE_SIZE_LIMIT = """
import resource, signal, sys
from pathlib import Path
from signing.asic.errors import DiskFullError
from signing.asic.writer import ContainerWriter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
try:
    with ContainerWriter(Path(sys.argv[1])) as writer:
        for number in range(10):
            writer.add_bytes(str(number), bytes(1 << 20), "text/plain")
        writer.finish(b"s")
except DiskFullError as error:
    print(error.code)
"""


@pytest.mark.skipif(os.name == "nt", reason="resource limits")
def test_no_room_is_disk_full_and_leaves_nothing(out):
    """The kernel itself refuses to write on: EFBIG, as a full disk says ENOSPC."""
    run = subprocess.run(
        [sys.executable, "-c", PACKING_UNDER_A_FILE_SIZE_LIMIT, out],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert run.stdout == "disk.full\n"
    assert nothing_left(out)


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of 2 MB, where the system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    if (
        os.name == "nt"
        or os.geteuid()
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("no right to mount a file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_disk_full_and_leaves_nothing(tiny_disk):
    contents = {str(number): bytes(1 << 20) for number in range(10)}
    with pytest.raises(DiskFullError) as caught:
        write(tiny_disk / "x.asice", contents)
    assert caught.value.code == "disk.full"
    assert caught.value.facts == {"folder": str(tiny_disk)}
    assert list(tiny_disk.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_write_error(tmp_path):
    with pytest.raises(DiskWriteError):
        ContainerWriter(tmp_path / "nowhere" / "x.asice")
    assert not [t for t in threading.enumerate() if t.name == "container-writer"]


def test_a_failing_sync_is_reported_before_anything_has_the_final_name(out, monkeypatch):
    def fsync(_descriptor):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(DiskWriteError), ContainerWriter(out) as writer:
        writer.finish(None)
    assert nothing_left(out)


# --- ZIP64 ---------------------------------------------------------------------------------------


def test_zip64_fields_are_read_by_other_programs(out):
    """With a lowered threshold every entry and the directory use the large form."""
    with ContainerWriter(out, zip64_limit=40) as writer:
        writer.add_bytes("large", b"x" * 50, "text/plain")
        writer.add_bytes("small", b"y", "text/plain")
        writer.finish(b"s" * 100)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.read("large") == b"x" * 50
        assert archive.getinfo("large").extract_version == 45
    with ContainerReader(out, ReadingProfile.OURS) as reader:
        assert reader.read("large", 50) == b"x" * 50
        assert reader.read(SIGNATURE_NAME, 100) == b"s" * 100
    assert struct.pack("<4sL", b"PK\x06\x07", 0) in out.read_bytes()
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tq", out], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_file_of_more_than_4_gib(tmp_path, out):
    source = tmp_path / "sparse"
    with source.open("wb") as file:
        file.truncate((4 << 30) + 5)
        file.seek(0)
        file.write(b"begin")
        file.seek(-3, os.SEEK_END)
        file.write(b"end")
    with ContainerWriter(out) as writer:
        writer.add_file("sparse", source, "application/octet-stream", FileState.of(source))
        writer.add_bytes("after", b"1", "text/plain")
        done = writer.finish(b"s")
    assert done.size_bytes == out.stat().st_size > 4 << 30
    with ContainerReader(out, ReadingProfile.OURS) as reader:
        assert reader.structure.files[1].size_bytes == (4 << 30) + 5
        assert reader.read("after", 1) == b"1"
        digest = hashlib.file_digest(reader.open("sparse"), "sha256").hexdigest()
    assert digest == done.objects[0].sha256
    with zipfile.ZipFile(out) as archive:
        assert archive.read("after") == b"1"
        assert archive.getinfo("sparse").file_size == (4 << 30) + 5
