"""ZIP files that two programs could read differently, and what becomes of them."""

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.asic.errors import (
    ContainerLimitError,
    DuplicateNameError,
    MalformedContainerError,
    UnsafeNameError,
)
from signing.asic.limits import FOREIGN_LIMITS, OWN_LIMITS, Limits
from signing.asic.writer import ContainerWriter
from signing.asic.zip_structure import ReadingProfile, read_structure
from signing.errors import QolhatError
from tests.support.raw_zip import RawEntry, deflate, raw_zip

MIME = RawEntry(b"mimetype", b"application/vnd.etsi.asic-e+zip")
A = RawEntry(b"a.txt", b"first")
B = RawEntry(b"b.txt", b"second")
BOTH = (ReadingProfile.OURS, ReadingProfile.FOREIGN)


def structure(content: bytes, profile=ReadingProfile.FOREIGN, limits: Limits | None = None):
    default = OWN_LIMITS if profile is ReadingProfile.OURS else FOREIGN_LIMITS
    return read_structure(io.BytesIO(content), limits or default, profile)


def problem_of(content: bytes, profile=ReadingProfile.FOREIGN) -> str:
    with pytest.raises(MalformedContainerError) as caught:
        structure(content, profile)
    return caught.value.facts["problem"]


def warnings_of(content: bytes) -> list[str]:
    return [warning.code for warning in structure(content).warnings]


@pytest.mark.parametrize("profile", BOTH)
def test_a_plain_container_is_read_by_both_profiles(profile):
    read = structure(raw_zip([MIME, A, B]), profile)
    assert [e.name for e in read.entries] == ["mimetype", "a.txt", "b.txt"]
    assert [e.name for e in read.payload] == ["a.txt", "b.txt"]
    assert read.warnings == ()


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not_a_zip"),
        (b"bla", "not_a_zip"),
        (raw_zip([]), "empty"),
        (raw_zip([MIME, A]) + b"x", "not_a_zip"),
        (raw_zip([MIME, A])[:-1], "not_a_zip"),
        (raw_zip([MIME, A], prefix=b"junk"), "directory_place"),
        (raw_zip([MIME, A, A.bent(name=b"x", before=b"hidden")]), "gap"),
        (raw_zip([MIME, A], gap=b"hidden"), "gap"),
        (raw_zip([MIME, A], count=1), "directory_size"),
        (raw_zip([MIME, A], count=3), "directory_size"),
        (raw_zip([MIME, A], disk=1), "several_disks"),
        (raw_zip([MIME, A.bent(disk=1)]), "several_disks"),
        (raw_zip([MIME, A.bent(local_name=b"z.txt")]), "headers_differ"),
        (raw_zip([MIME, A.bent(local_method=8)]), "headers_differ"),
        (raw_zip([MIME, A.bent(local_crc=1)]), "headers_differ"),
        (raw_zip([MIME, A.bent(local_sizes=(4, 4))]), "headers_differ"),
        (raw_zip([MIME, A.bent(local_sizes=(0, 0))]), "headers_differ"),
        (raw_zip([MIME, A.bent(local_flags=0)]), "headers_differ"),
        (raw_zip([MIME, A.bent(flags=0x801)]), "encrypted"),
        (raw_zip([MIME, A.bent(flags=0x840)]), "flags"),
        (raw_zip([MIME, A.bent(flags=0x2800)]), "flags"),
        (raw_zip([MIME, A.bent(extra=b"\x01")]), "extra_field"),
        (raw_zip([MIME, A.bent(extra=b"\x63\x00\xff\x00")]), "extra_field"),
        (raw_zip([MIME, A.bent(name=b"\xff.txt")]), "name_not_utf8"),
        (raw_zip([MIME, A.bent(offset_shift=1)]), "gap"),
        (raw_zip([MIME, A.bent(offset_shift=-1)]), "overlap"),
    ],
)
def test_a_file_with_two_readings_is_refused(content, problem, profile):
    assert problem_of(content, profile) == problem


@pytest.mark.parametrize("profile", BOTH)
def test_two_zip_files_one_after_the_other_are_refused(profile):
    one, other = raw_zip([MIME, A]), raw_zip([MIME, B])
    assert problem_of(one + other, profile) == "directory_place"
    # A second end record with the first file as its comment: two readings of one file.
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, len(one))
    assert problem_of(end + one, profile) == "several_ends"


@pytest.mark.parametrize("profile", BOTH)
def test_overlapping_entries_are_refused(profile):
    """CVE-2024-0450: two directory records give the same bytes twice."""
    honest = raw_zip([MIME, A])
    content = bytearray(honest)
    place = content.rfind(b"PK\x01\x02")
    record = bytes(content[place:-22])
    end = struct.pack(
        "<4sHHHHLLH", b"PK\x05\x06", 0, 0, 3, 3,
        struct.unpack_from("<L", honest, len(honest) - 10)[0] + len(record),
        struct.unpack_from("<L", honest, len(honest) - 6)[0], 0,
    )  # fmt: skip
    assert problem_of(honest[:-22] + record + end, profile) == "overlap"


@pytest.mark.parametrize("profile", BOTH)
def test_an_entry_longer_than_its_place_is_refused(profile):
    big = A.bent(content=b"x" * 50)
    content = bytearray(raw_zip([MIME, big, B]))
    for signature, place in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        start = content.find(b"a.txt", content.find(signature, 40)) - (30 if place == 18 else 46)
        struct.pack_into("<LL", content, start + place, 60, 60)
    assert problem_of(bytes(content), profile) == "overlap"


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    "pair",
    [
        (b"a.txt", b"a.txt"),
        (b"a.txt", b"A.TXT"),
        ("é".encode(), "É".encode()),
        ("straße".encode(), b"STRASSE"),
        (b"a", b"a/b"),
        (b"A/b/c", b"a/B"),
    ],
)
def test_names_that_collide_on_some_system_are_refused(pair, profile):
    entries = [MIME, *(RawEntry(name, b"x") for name in pair)]
    with pytest.raises(DuplicateNameError):
        structure(raw_zip(entries), profile)


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    "name",
    [
        b"",
        b".",
        b"..",
        b"../x",
        b"/x",
        b"a/../../x",
        b"C:/x",
        b"c:x",
        b"a\\b",
        b"x\x00y",
        b"nul",
        b"x.",
        b"x ",
        b"a//b",
        b"x\ny",
        b"COM1.txt",
        b"a" * 256,
        b"x/./y",
    ],
)
def test_unsafe_names_are_refused_in_both_profiles(name, profile):
    with pytest.raises(UnsafeNameError):
        structure(raw_zip([MIME, RawEntry(name, b"x")]), profile)


@pytest.mark.parametrize("kind", [0o120777, 0o010644, 0o020644])
def test_links_and_devices_are_refused(kind):
    entry = A.bent(external=kind << 16)
    assert problem_of(raw_zip([MIME, entry])) == "file_type"
    assert structure(raw_zip([MIME, entry.bent(made_by=20)]))  # made under DOS: no such thing


# --- what only a foreign container may have ------------------------------------------------------


def descriptor(content: bytes, method: int = 8, *, signed: bool = True, width: str = "L") -> bytes:
    stored = deflate(content) if method == 8 else content
    signature = b"PK\x07\x08" if signed else b""
    return signature + struct.pack(
        f"<L{width}{width}", zlib.crc32(content), len(stored), len(content)
    )


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("width", ["L", "Q"])
@pytest.mark.parametrize("method", [0, 8])
def test_data_descriptors_are_read_in_foreign_containers_only(signed, width, method):
    entry = RawEntry(
        b"d.txt", b"described" * 9, method=method, flags=0x808, local_crc=0, local_sizes=(0, 0),
        descriptor=descriptor(b"described" * 9, method, signed=signed, width=width),
    )  # fmt: skip
    content = raw_zip([MIME, entry, B])
    assert len(structure(content).entries) == 3
    assert problem_of(content, ReadingProfile.OURS) == "not_our_form"


def test_a_descriptor_that_says_otherwise_than_the_directory_is_refused():
    entry = RawEntry(
        b"d",
        b"described",
        flags=0x808,
        local_crc=0,
        local_sizes=(0, 0),
        descriptor=descriptor(b"other", 0),
    )
    assert problem_of(raw_zip([MIME, entry])) == "descriptor"
    assert problem_of(raw_zip([MIME, entry.bent(descriptor=b"")])) == "descriptor"
    assert problem_of(raw_zip([MIME, entry.bent(descriptor=b"x" * 99)])) == "descriptor"


@pytest.mark.parametrize(
    ("content", "warning", "ours"),
    [
        (raw_zip([MIME, A], comment=b"hello"), "container.comment", "comment"),
        (raw_zip([MIME, A.bent(method=8)]), "container.compressed", "not_our_form"),
        (raw_zip([MIME, A.bent(name=b"x?.txt")]), "container.odd_name", None),
        (raw_zip([MIME, A.bent(name="и\u0306".encode())]), "container.odd_name", None),
        (raw_zip([MIME, RawEntry(b"dir/"), A.bent(name=b"dir/a")]), "container.folder_entry", None),
        (raw_zip([MIME, A.bent(flags=0)]), None, "not_our_form"),
        (raw_zip([MIME, A.bent(flags=0, name="ә".encode())]), "container.name_encoding", "not_our_form"),
        (raw_zip([MIME, A.bent(comment=b"c")]), None, "not_our_form"),
        (raw_zip([MIME, A.bent(extra=b"\x99\x99\x00\x00")]), None, "not_our_form"),
        (raw_zip([A, MIME]), None, "mimetype_place"),
        (raw_zip([MIME.bent(extra=b"\x01\x00\x00\x00"), A]), None, "mimetype_place"),
        (raw_zip([MIME, A.bent(name=b"META-INF/other.xml")]), None, "meta_inf_name"),
        (raw_zip([MIME, A.bent(name=b"meta-inf/signature001.p7s")]), None, "meta_inf_name"),
        (raw_zip([MIME, A.bent(name=b"META-INF/signature001.p7s"), B]), None, "entry_order"),
    ],
)  # fmt: skip
def test_oddities_are_a_warning_in_foreign_and_refused_in_ours(content, warning, ours):
    assert warnings_of(content) == ([warning] if warning else [])
    with pytest.raises((MalformedContainerError, UnsafeNameError)) as caught:
        structure(content, ReadingProfile.OURS)
    if ours:
        assert caught.value.facts["problem"] == ours


def test_entries_in_another_order_than_the_directory_are_a_warning():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("one", "1")
        archive.writestr("two", "2")
        archive.filelist.reverse()
    assert warnings_of(buffer.getvalue()) == ["container.directory_order"]
    assert [e.name for e in structure(buffer.getvalue()).entries] == ["one", "two"]
    assert problem_of(buffer.getvalue(), ReadingProfile.OURS) == "directory_order"


def test_every_reading_of_a_name_in_an_unknown_code_page_is_kept():
    name = "határozat éáő.pdf"
    (_, entry) = structure(raw_zip([MIME, A.bent(flags=0, name=name.encode("cp852"))])).entries
    assert name in (entry.name, *entry.other_names)
    (_, entry) = structure(raw_zip([MIME, A.bent(flags=0, name="договор".encode("cp866"))])).entries
    assert "договор" in (entry.name, *entry.other_names)


def unicode_path(name: str, raw: bytes) -> bytes:
    body = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def test_a_unicode_path_names_the_entry_and_may_not_contradict_its_header():
    raw = "ő.txt".encode("cp852")
    entry = A.bent(flags=0, name=raw, central_extra=unicode_path("ő.txt", raw))
    assert structure(raw_zip([MIME, entry])).entries[1].name == "ő.txt"
    two = A.bent(central_extra=unicode_path("evil.txt", b"a.txt"))
    assert problem_of(raw_zip([MIME, two])) == "two_names"
    stale = A.bent(central_extra=unicode_path("evil.txt", b"other"))
    assert structure(raw_zip([MIME, stale])).entries[1].name == "a.txt"
    unsafe = A.bent(flags=0, name=b"\xff", central_extra=unicode_path("../x", b"\xff"))
    with pytest.raises(UnsafeNameError):
        structure(raw_zip([MIME, unsafe]))


# --- limits --------------------------------------------------------------------------------------


def limit_of(content: bytes, limits: Limits | None = None, profile=ReadingProfile.FOREIGN) -> str:
    with pytest.raises(ContainerLimitError) as caught:
        structure(content, profile, limits)
    assert caught.value.facts["found"] > caught.value.facts["allowed"]
    return caught.value.facts["limit"]


def test_too_many_entries_are_refused_before_any_is_read():
    entries = [MIME, *(RawEntry(str(n).encode()) for n in range(999))]
    assert limit_of(raw_zip(entries), profile=ReadingProfile.OURS) == "entries"
    assert limit_of(raw_zip([MIME, A], count=60000)) == "entries"
    assert structure(raw_zip(entries))  # of others a few more are read


def test_a_bomb_is_refused_by_what_it_declares():
    bomb = RawEntry(b"bomb", bytes(20 << 20), method=8)
    assert limit_of(raw_zip([MIME, bomb])) == "ratio"


def test_sizes_beyond_the_limits_are_refused():
    small = Limits(max_entries=9, max_entry_bytes=10, max_total_bytes=35)
    assert limit_of(raw_zip([A.bent(content=b"x" * 11)]), small) == "entry"
    four = [A.bent(name=bytes([97 + n]), content=b"x" * 9) for n in range(4)]
    assert limit_of(raw_zip(four), small) == "total"


def test_a_huge_directory_is_refused_unread():
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, 1 << 31, 0, 0)
    assert limit_of(end) == "directory"


# --- ZIP64 ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def zip64(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("zip64") / "x.asice"
    with ContainerWriter(path, zip64_limit=45) as writer:
        writer.add_bytes("large", b"x" * 50, "text/plain")
        writer.finish(b"s")
    return path.read_bytes()


@pytest.mark.parametrize("profile", BOTH)
def test_zip64_records_are_read(zip64, profile):
    assert structure(zip64, profile).entries[1].size_bytes == 50


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    ("back", "form", "value", "problem"),
    [
        (22 + 20 + 56 - 32, "<Q", 99, "several_disks"),  # entries in the 64-bit end record
        (22 + 20 + 56 - 16, "<L", 1, "several_disks"),  # its disk
        (22 + 20 + 56, "<4s", b"XXXX", "zip64_end"),
        (22 + 20 + 56 - 4, "<Q", 45, "zip64_end"),  # its size
        (22 + 20 - 8, "<Q", 1 << 40, "zip64_end"),  # where the locator says it is
        (22 + 20 - 16, "<L", 2, "several_disks"),  # number of disks
        (22 + 20, "<4s", b"XXXX", "zip64_locator"),
        (22 - 8, "<HH", (7, 7), "zip64_differs"),  # entries in the small end record
    ],
)
def test_bent_zip64_records_are_refused(zip64, back, form, value, problem, profile):
    content = bytearray(zip64)
    values = value if isinstance(value, tuple) else (value,)
    struct.pack_into(form, content, len(content) - back, *values)
    assert problem_of(bytes(content), profile) == problem


def test_a_full_field_without_its_large_value_is_refused():
    assert problem_of(raw_zip([MIME, A.bent(size=0xFFFFFFFF)])) == "zip64_field"
    full = A.bent(local_sizes=(0xFFFFFFFF, 0xFFFFFFFF))
    assert problem_of(raw_zip([MIME, full])) == "zip64_field"


# --- nothing but named errors --------------------------------------------------------------------

ENTRIES = st.builds(
    RawEntry,
    name=st.binary(max_size=12) | st.sampled_from([b"a", b"META-INF/x", b"mimetype", b"a/"]),
    content=st.binary(max_size=20),
    method=st.sampled_from([0, 8, 9]),
    flags=st.sampled_from([0, 8, 0x800, 0x808, 1]),
    crc=st.none() | st.integers(0, 2**32 - 1),
    size=st.none() | st.integers(0, 2**32 - 1),
    extra=st.binary(max_size=8),
    central_extra=st.binary(max_size=30),
    offset_shift=st.integers(-3, 3),
    before=st.binary(max_size=2),
    external=st.integers(0, 2**32 - 1),
)


@given(st.lists(ENTRIES, max_size=4), st.binary(max_size=3), st.binary(max_size=30))
@pytest.mark.parametrize("profile", BOTH)
def test_no_bent_container_raises_anything_unnamed(profile, entries, prefix, comment):
    entries = [e.bent(made_by=e.made_by, offset_shift=max(e.offset_shift, 0)) for e in entries]
    with contextlib.suppress(QolhatError):
        structure(raw_zip(entries, prefix=prefix, comment=comment), profile)


@given(st.data())
@pytest.mark.parametrize("profile", BOTH)
def test_what_is_accepted_is_what_zipfile_sees(profile, data):
    """Any byte of a good container changed: refused, or both programs list the same entries."""
    good = raw_zip([MIME, A, B.bent(name=b"META-INF/signature001.p7s")])
    place = data.draw(st.integers(0, len(good) - 1))
    content = bytearray(good)
    content[place] ^= data.draw(st.integers(1, 255))
    try:
        ours = structure(bytes(content), profile)
    except QolhatError:
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theirs = [(i.orig_filename, i.file_size, i.CRC) for i in archive.infolist()]
    assert [(e.name, e.size_bytes, e.crc) for e in ours.entries] == theirs
