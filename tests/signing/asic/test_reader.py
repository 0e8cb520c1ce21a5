"""Reading entries: limited, checked, and never believed."""

import concurrent.futures
import hashlib
import os
import resource
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signing.asic.errors import (
    ContainerLimitError,
    ContainerUnreadableError,
    MalformedContainerError,
)
from signing.asic.reader import ContainerReader
from signing.asic.writer import ContainerWriter
from signing.asic.zip_structure import ReadingProfile
from signing.errors import QolhatError
from tests.support.raw_zip import RawEntry, raw_zip

MIME = RawEntry(b"mimetype", b"application/vnd.etsi.asic-e+zip")
OURS, FOREIGN = ReadingProfile.OURS, ReadingProfile.FOREIGN


@pytest.fixture
def container(tmp_path):
    """Write a ZIP file built from raw entries and open it."""

    def build(*entries: RawEntry, profile=FOREIGN, **more) -> ContainerReader:
        path = tmp_path / "x.asice"
        path.write_bytes(raw_zip(list(entries), **more))
        return ContainerReader(path, profile)

    return build


def problem(caught) -> str:
    return caught.value.facts["problem"]


@pytest.mark.parametrize("method", [0, 8])
@pytest.mark.parametrize("content", [b"", b"x", os.urandom(100_000), b"text " * 500])
def test_content_comes_back_whole_in_pieces_of_any_size(container, method, content):
    with container(MIME, RawEntry(b"a", content, method=method)) as reader:
        assert reader.read("a", len(content)) == content
        with reader.open("a") as stream:
            pieces = list(iter(lambda: stream.read(7777), b""))
        assert b"".join(pieces) == content


@pytest.mark.parametrize("method", [0, 8])
def test_damaged_content_raises_instead_of_ending(container, method):
    entry = RawEntry(b"a", b"content" * 10, method=method, crc=1)
    with container(MIME, entry) as reader, pytest.raises(MalformedContainerError) as caught:
        reader.read("a", 1000)
    assert problem(caught) == "crc"


@pytest.mark.parametrize(("size", "wrong"), [(69, "size"), (71, "size"), (1, "size"), (0, "size")])
def test_compressed_content_of_another_size_than_declared_is_refused(container, size, wrong):
    entry = RawEntry(b"a", b"content" * 10, method=8, size=size)
    with container(MIME, entry) as reader, pytest.raises(MalformedContainerError) as caught:
        reader.read("a", 1000)
    assert problem(caught) == wrong


def test_a_bomb_that_lies_about_its_size_stops_at_the_lie(tmp_path):
    path = tmp_path / "bomb"
    bomb = RawEntry(b"bomb", bytes(200 << 20), method=8, size=1 << 20, crc=0)
    path.write_bytes(raw_zip([MIME, bomb]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with ContainerReader(path, FOREIGN) as reader, pytest.raises(MalformedContainerError) as caught:
        reader.read("bomb", 1 << 20)
    assert problem(caught) == "size"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10


@pytest.mark.parametrize("stored", [b"\xff\xff\xff", b""])
def test_what_cannot_be_decompressed_is_refused(tmp_path, stored):
    path = tmp_path / "x"
    entry = RawEntry(b"a", stored, method=0, size=10)
    content = bytearray(raw_zip([MIME, entry.bent(local_sizes=(len(stored), 10))]))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = content.rfind(signature)
        content[start + offset] = 8
    path.write_bytes(content)
    with ContainerReader(path, FOREIGN) as reader, pytest.raises(MalformedContainerError) as caught:
        reader.read("a", 10)
    assert problem(caught) in {"deflate", "truncated"}


def test_data_after_the_compressed_stream_is_refused(tmp_path):
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"text" * 100)
    good = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        packed = archive.getinfo("a").compress_size
    place = good.find(b"PK\x01\x02")
    content = bytearray(good[:place] + b"hidden" + good[place:])
    for signature, offset in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        start = content.find(signature)
        content[start + offset : start + offset + 4] = (packed + 6).to_bytes(4, "little")
    end = content.rfind(b"PK\x05\x06")
    content[end + 16 : end + 20] = (place + 6).to_bytes(4, "little")
    path.write_bytes(content)
    with ContainerReader(path, FOREIGN) as reader, pytest.raises(MalformedContainerError) as caught:
        reader.read("a", 1000)
    assert problem(caught) == "deflate"


def test_an_entry_larger_than_asked_for_is_not_read(container):
    with container(MIME, RawEntry(b"a", b"12345")) as reader:
        with pytest.raises(ContainerLimitError):
            reader.read("a", 4)
        with pytest.raises(MalformedContainerError):
            reader.read("b", 4)


def test_several_threads_read_at_once(tmp_path):
    contents = {str(n): os.urandom(300_000) for n in range(8)}
    path = tmp_path / "x.asice"
    with ContainerWriter(path) as writer:
        for name, content in contents.items():
            writer.add_bytes(name, content, "text/plain")
        writer.finish(None)

    with ContainerReader(path, OURS) as reader, concurrent.futures.ThreadPoolExecutor(4) as pool:

        def digest(name: str) -> str:
            return hashlib.file_digest(reader.open(name), "sha256").hexdigest()

        found = dict(zip(contents, pool.map(digest, contents), strict=True))
    assert found == {n: hashlib.sha256(c).hexdigest() for n, c in contents.items()}


def test_threads_without_pread_do_not_disturb_each_other(tmp_path, monkeypatch):
    """Windows has no pread: one file position, guarded by a lock."""
    monkeypatch.delattr(os, "preadv")
    test_several_threads_read_at_once(tmp_path)


def test_a_name_in_another_code_page_is_found_by_what_the_manifest_calls_it(container):
    raw = "határozat ő.pdf".encode("cp852")
    with container(MIME, RawEntry(raw, b"1", flags=0)) as reader:
        assert reader.find("határozat ő.pdf").crc == reader.find(reader.names[1]).crc
        assert reader.read("határozat ő.pdf", 1) == b"1"
        assert reader.find("other.pdf") is None


def test_a_name_that_two_entries_could_mean_finds_none(container):
    # "Ж" is 0x86 in cp866 and 0xC6 in cp1251.
    with container(
        MIME, RawEntry(b"\x86", b"1", flags=0), RawEntry(b"\xc6", b"2", flags=0)
    ) as reader:
        assert reader.find("Ж") is None


@pytest.mark.parametrize(
    ("entries", "warnings"),
    [
        ([RawEntry(b"a")], ["container.mimetype_missing"]),
        ([RawEntry(b"a"), MIME], ["container.mimetype_place"]),
        ([MIME.bent(method=8)], ["container.compressed", "container.mimetype_compressed"]),
        ([MIME.bent(extra=b"\x01\x99\x00\x00")], ["container.mimetype_extra_field"]),
        ([MIME.bent(content=MIME.content + b"\n")], ["container.mimetype_text"]),
        ([MIME.bent(content=b"text/plain")], ["container.mimetype_text"]),
        ([MIME.bent(content=b"x" * 1000)], ["container.mimetype_text"]),
        ([MIME.bent(content=b"application/vnd.etsi.asic-s+zip")], []),
    ],
)
def test_an_odd_mimetype_is_a_warning_in_foreign_and_refused_in_ours(container, entries, warnings):
    with container(*entries) as reader:
        assert [w.code for w in reader.warnings] == warnings
    with pytest.raises(MalformedContainerError):
        container(*entries, profile=OURS)


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    with pytest.raises(ContainerUnreadableError):
        ContainerReader(tmp_path / "nowhere", OURS)
    with pytest.raises(ContainerUnreadableError):
        ContainerReader(tmp_path, OURS)


def test_a_file_cut_short_while_it_is_read_raises(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(raw_zip([MIME, RawEntry(b"a", b"x" * 10_000)]))
    with ContainerReader(path, OURS) as reader:
        os.truncate(path, 1000)
        with pytest.raises(MalformedContainerError) as caught:
            reader.read("a", 10_000)
    assert problem(caught) == "truncated"


GOOD = raw_zip([MIME, RawEntry(b"a", b"content" * 20, method=8), RawEntry(b"b", b"stored")])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_container_raises_named_errors_or_gives_the_same_bytes(tmp_path, place, junk):
    path = tmp_path / "x"
    path.write_bytes(GOOD[:place] + junk + GOOD[place + len(junk) :])
    try:
        with ContainerReader(path, FOREIGN) as reader:
            contents = [reader.read(e.name, 1000) for e in reader.structure.files]
    except QolhatError:
        return
    assert contents[1:] == [b"content" * 20, b"stored"]


def test_nothing_is_ever_written(container, tmp_path):
    with container(MIME, RawEntry(b"a", b"1")) as reader:
        reader.read("a", 1)
    assert [p.name for p in tmp_path.iterdir()] == ["x.asice"]
