"""A package of several containers is written in one go, or not at all."""

import hashlib
import zipfile

import pytest

from signing.asic.errors import DocumentVanishedError, DuplicateNameError
from signing.asic.manifest import MANIFEST_NAME, SIGNATURE_NAME
from signing.asic.package_writer import ClosingEntry, PackageFile, PackagePart, write_package
from signing.asic.reader import ContainerReader
from signing.asic.source import FileState
from signing.asic.split import plan_parts
from signing.asic.zip_structure import ReadingProfile
from signing.errors import Cancelled


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    made = []
    for number in range(2000):
        path = folder / f"құжат {number}.txt"
        path.write_text(str(number))
        made.append(PackageFile(f"01/{path.name}", path, "text/plain", FileState.of(path)))
    return made


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def parts_of(files, out):
    return [
        PackagePart(out / f"p-{number}.asice", tuple(files[part]))
        for number, part in enumerate(plan_parts(len(files)), 1)
    ]


def test_two_thousand_files_become_three_containers_that_know_each_other(files, out):
    parts = parts_of(files, out)
    asked = []

    def closing(hashed):
        asked.append(hashed)
        everything = repr([o.sha256 for part in hashed for o in part]).encode()
        return [
            [
                ClosingEntry("package.json", everything, "application/json"),
                ClosingEntry("part.json", str(number).encode(), "application/json"),
            ]
            for number, _ in enumerate(hashed, 1)
        ]

    def sign(manifest):
        return b"signed " + hashlib.sha256(manifest).digest()

    written = write_package(parts, closing=closing, sign=sign)
    assert [w.path for w in written] == [p.path for p in parts]
    assert len(asked) == 1
    packages = set()
    for number, done in enumerate(written, 1):
        assert done.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
        with ContainerReader(done.path, ReadingProfile.OURS) as reader:
            assert len(reader.names) <= 999 - 2
            manifest = reader.read(MANIFEST_NAME, 1 << 20)
            assert reader.read(SIGNATURE_NAME, 100) == sign(manifest)
            packages.add(reader.read("package.json", 1 << 20))
            assert reader.read("part.json", 9) == str(number).encode()
            assert [e.name for e in reader.structure.payload] == [
                *(f.name for f in parts[number - 1].files),
                "package.json",
                "part.json",
            ]
    assert len(packages) == 1


def test_without_a_signer_the_parts_are_unsigned(files, out):
    (done,) = write_package([PackagePart(out / "p.asice", tuple(files[:3]))])
    with zipfile.ZipFile(done.path) as archive:
        assert archive.namelist() == ["mimetype", *(f.name for f in files[:3])]


def test_one_bad_file_in_the_last_part_and_there_is_no_part_at_all(files, out):
    files[-1].source.unlink()
    with pytest.raises(DocumentVanishedError):
        write_package(parts_of(files, out))
    assert list(out.iterdir()) == []


def test_a_signer_that_fails_for_the_last_part_leaves_no_part(files, out):
    calls = []

    def sign(manifest):
        calls.append(manifest)
        if len(calls) == 3:
            raise RuntimeError("token pulled out")
        return b"s"

    with pytest.raises(RuntimeError, match="token pulled out"):
        write_package(parts_of(files, out), sign=sign)
    assert list(out.iterdir()) == []


def test_cancelled_between_files_leaves_nothing(files, out):
    steps = iter(range(10**9))
    with pytest.raises(Cancelled):
        write_package(parts_of(files, out), cancelled=lambda: next(steps) > 1500)
    assert list(out.iterdir()) == []


def test_a_name_may_occur_once_in_the_whole_package(files, out):
    parts = [PackagePart(out / "1", (files[0],)), PackagePart(out / "2", (files[0],))]
    with pytest.raises(DuplicateNameError):
        write_package(parts)
    assert list(out.iterdir()) == []


def test_progress_counts_over_all_parts(files, out):
    seen = []
    write_package(parts_of(files, out), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == sum(f.expected.size_bytes for f in files)
