"""Signing what exists: first signature, further signers, a raised level."""

import hashlib

import pytest

from signing.asic.append import add_signature, replace_signature, sign_container
from signing.asic.errors import AlreadySignedError, MalformedContainerError, NotSignedError
from signing.asic.manifest import MANIFEST_NAME, SIGNATURE_NAME, parse_manifest
from signing.asic.reader import ContainerReader
from signing.asic.writer import ContainerWriter
from signing.asic.zip_structure import ReadingProfile
from signing.errors import Cancelled
from tests.support.raw_zip import RawEntry, raw_zip

CONTENTS = {"01/Құжат.pdf": b"%PDF" * 1000, "01/data": b"x" * 3_000_000, "package.json": b"{}"}


@pytest.fixture
def unsigned(tmp_path):
    path = tmp_path / "p.asice"
    with ContainerWriter(path) as writer:
        for name, content in CONTENTS.items():
            writer.add_bytes(name, content, "application/x-test")
        writer.finish(None)
    return path


def sign(manifest: bytes) -> bytes:
    return b"signed " + hashlib.sha256(manifest).digest()


def read_all(path) -> dict[str, bytes]:
    with ContainerReader(path, ReadingProfile.OURS) as reader:
        return {name: reader.read(name, 1 << 23) for name in reader.names}


def test_an_unsigned_container_gets_a_manifest_over_all_and_a_signature(unsigned):
    done = sign_container(unsigned, sign)
    read = read_all(unsigned)
    manifest = parse_manifest(read[MANIFEST_NAME])
    assert read[SIGNATURE_NAME] == sign(read[MANIFEST_NAME])
    assert {name: read[name] for name in CONTENTS} == CONTENTS
    assert {r.name: r.digest for r in manifest.references} == {
        name: hashlib.sha256(content).digest() for name, content in CONTENTS.items()
    }
    assert manifest.references[0].media_type == "application/pdf"
    assert done.sha256 == hashlib.sha256(unsigned.read_bytes()).hexdigest()
    assert done.manifest_sha256 == hashlib.sha256(read[MANIFEST_NAME]).hexdigest()


def test_the_result_is_what_the_writer_would_have_signed_at_once(unsigned, tmp_path):
    sign_container(unsigned, sign, media_type=lambda _: "application/x-test")
    with ContainerWriter(tmp_path / "other.asice") as writer:
        for name, content in CONTENTS.items():
            writer.add_bytes(name, content, "application/x-test")
        writer.finish(sign(writer.manifest()))
    assert unsigned.read_bytes() == (tmp_path / "other.asice").read_bytes()


def test_a_signed_container_is_not_signed_first_again(unsigned):
    sign_container(unsigned, sign)
    before = unsigned.read_bytes()
    with pytest.raises(AlreadySignedError):
        sign_container(unsigned, sign)
    assert unsigned.read_bytes() == before


def test_a_raised_signature_takes_the_place_of_the_old_and_nothing_else_changes(unsigned):
    sign_container(unsigned, sign)
    before = read_all(unsigned)
    replace_signature(unsigned, b"raised, and longer than it was before")
    after = read_all(unsigned)
    assert after.pop(SIGNATURE_NAME) == b"raised, and longer than it was before"
    before.pop(SIGNATURE_NAME)
    assert after == before


def test_there_must_be_a_signature_to_replace_or_to_add_to(unsigned):
    with pytest.raises(NotSignedError):
        replace_signature(unsigned, b"x")
    with pytest.raises(NotSignedError):
        add_signature(unsigned, sign)


def test_a_second_signer_gets_a_manifest_of_its_own(unsigned):
    sign_container(unsigned, sign, media_type=lambda _: "application/x-test")
    first = read_all(unsigned)
    add_signature(unsigned, sign)
    add_signature(unsigned, sign)
    read = read_all(unsigned)
    assert {name: read[name] for name in first} == first
    for number in ("002", "003"):
        manifest = read[f"META-INF/ASiCManifest{number}.xml"]
        parsed = parse_manifest(manifest)
        assert parsed.signature_name == f"META-INF/signature{number}.p7s"
        assert read[parsed.signature_name] == sign(manifest)
        assert parsed.references == parse_manifest(first[MANIFEST_NAME]).references


@pytest.mark.parametrize("failure", [RuntimeError, Cancelled])
def test_a_signer_that_fails_leaves_the_container_as_it_was(unsigned, failure):
    before = unsigned.read_bytes()

    def fail(_manifest):
        raise failure

    with pytest.raises(failure):
        sign_container(unsigned, fail)
    assert unsigned.read_bytes() == before
    assert [p.name for p in unsigned.parent.iterdir()] == [unsigned.name]


def test_a_damaged_container_is_not_signed(tmp_path):
    path = tmp_path / "p.asice"
    mime = RawEntry(b"mimetype", b"application/vnd.etsi.asic-e+zip")
    path.write_bytes(raw_zip([mime, RawEntry(b"a", b"1", crc=7)]))
    before = path.read_bytes()
    with pytest.raises(MalformedContainerError):
        sign_container(path, sign)
    assert path.read_bytes() == before


def test_a_foreign_container_is_not_signed(tmp_path):
    path = tmp_path / "p.asice"
    path.write_bytes(raw_zip([RawEntry(b"a", b"1", method=8)]))
    with pytest.raises(MalformedContainerError):
        sign_container(path, sign)
