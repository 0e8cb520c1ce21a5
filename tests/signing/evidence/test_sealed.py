"""Sealed documents: openssl confirms them, and nothing but the four entries is taken for one."""

import hashlib
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest

from signing.asic.errors import ContainerError
from signing.asic.manifest import MANIFEST_NAME, SHA256_URI, DataObjectReference, build_manifest
from signing.asic.writer import ContainerWriter
from signing.credentials.pkcs12 import open_pkcs12
from signing.evidence.canonical import canonical_json
from signing.evidence.errors import (
    NotCanonicalError,
    NotSealedError,
    TooLargeError,
    WrongTypeError,
    WrongVersionError,
)
from signing.evidence.sealed import MAX_SEALED_BYTES, open_sealed, seal
from signing.evidence.statement import Statement
from tests.support.evidence_samples import DOCUMENTS, RECEIPT, STATEMENT
from tests.support.pki import NOW, PASSWORD, test_pki
from tests.support.raw_zip import RawEntry, raw_zip


@pytest.fixture(scope="module")
def credential():
    opened = open_pkcs12(test_pki().participant.p12(), PASSWORD, now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def sealed_statement(credential, tmp_path):
    path = tmp_path / "statement.asice"
    seal_statement(credential, path)
    return path


def seal_statement(credential, path, source=None):
    content = STATEMENT.to_bytes()
    return seal(
        "statement.json", content, credential, signing_time=NOW, timestamp_source=source, path=path
    )


def contain(path, *entries, signature=b"signature", manifest=None):
    """A container of our form with any entries, and, if asked, with another manifest."""
    with ContainerWriter(path) as writer:
        for name, content in entries:
            writer.add_bytes(name, content, "application/json")
        if manifest is not None:
            writer.part.manifest = lambda: manifest
        writer.finish(signature)
    return path


def test_what_was_sealed_is_what_is_opened(credential, tmp_path):
    path = tmp_path / "statement.asice"
    written = seal_statement(credential, path)
    for source in (path, path.read_bytes()):
        found = open_sealed(source, "statement.json")
        assert Statement.from_bytes(found.content) == STATEMENT
        assert found.content_sha256 == hashlib.sha256(STATEMENT.to_bytes()).hexdigest()
        assert found.container_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.container_sha256 == written.sha256
        assert hashlib.sha256(found.manifest).hexdigest() == written.manifest_sha256


def test_it_has_the_four_entries_of_formats_md_all_stored(sealed_statement):
    with zipfile.ZipFile(sealed_statement) as archive:
        assert [entry.filename for entry in archive.infolist()] == [
            "mimetype",
            "statement.json",
            "META-INF/ASiCManifest001.xml",
            "META-INF/signature001.p7s",
        ]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.read("mimetype") == b"application/vnd.etsi.asic-e+zip"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_confirms_signature_and_timestamp(credential, tmp_path):
    pki = test_pki()
    seal_statement(credential, tmp_path / "statement.asice", pki.tsa)
    found = open_sealed(tmp_path / "statement.asice", "statement.json")
    (tmp_path / "manifest").write_bytes(found.manifest)
    (tmp_path / "cms").write_bytes(found.cms)
    (tmp_path / "authorities.pem").write_bytes(pki.root.pem + pki.ca.pem)
    command = (
        "openssl cms -verify -cades -binary -inform DER -in cms -content manifest -out verified "
        f"-CAfile authorities.pem -purpose any -attime {int(NOW.timestamp())}"
    )
    result = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "verified").read_bytes() == found.manifest

    from signing.cms.levels import SignatureLevel, signature_level, signature_timestamps

    assert signature_level(found.cms) is SignatureLevel.B_T
    assert [token.gen_time for token in signature_timestamps(found.cms)] == [NOW]


def test_without_a_timestamp_nothing_is_left_behind(credential, tmp_path):
    from signing.cms.timestamp import TsaUnreachableError

    class Silent:
        def request(self, imprint, algorithm="sha256"):
            raise TsaUnreachableError(host="tsa.test", status=None)

    with pytest.raises(TsaUnreachableError):
        seal_statement(credential, tmp_path / "statement.asice", Silent())
    assert list(tmp_path.iterdir()) == []


def test_only_a_document_of_the_right_type_can_be_sealed(credential, tmp_path):
    def attempt(name, content):
        seal(
            name, content, credential, signing_time=NOW, timestamp_source=None, path=tmp_path / "x"
        )

    with pytest.raises(WrongTypeError):
        attempt("sign-in.json", STATEMENT.to_bytes())
    with pytest.raises(NotCanonicalError):
        attempt("statement.json", STATEMENT.to_bytes() + b"\n")
    with pytest.raises(WrongVersionError):
        attempt("statement.json", canonical_json({"type": "qolhat.statement", "version": 2}))
    assert list(tmp_path.iterdir()) == []


def test_a_statement_is_never_a_sign_in(sealed_statement, tmp_path):
    """Neither under its own name nor under the other one."""
    with pytest.raises(WrongTypeError) as caught:
        open_sealed(sealed_statement, "sign-in.json")
    assert caught.value.facts == {"expected": "qolhat.sign-in", "found": "qolhat.statement"}
    disguised = contain(tmp_path / "x.asice", ("sign-in.json", STATEMENT.to_bytes()))
    with pytest.raises(WrongTypeError):
        open_sealed(disguised, "sign-in.json")


def test_every_document_passes_under_its_own_name_only(tmp_path):
    from signing.evidence.sealed import DOCUMENT_TYPES

    for document in DOCUMENTS:
        for name, type_ in DOCUMENT_TYPES.items():
            path = contain(tmp_path / "any.asice", (name, document.to_bytes()))
            if type_ == document.TYPE:
                assert open_sealed(path, name).content == document.to_bytes()
            else:
                with pytest.raises(WrongTypeError):
                    open_sealed(path, name)


def test_other_entries_than_the_four_are_refused(tmp_path):
    statement = ("statement.json", STATEMENT.to_bytes())
    for entries in (
        (statement, ("receipt.json", RECEIPT.to_bytes())),
        (("receipt.json", RECEIPT.to_bytes()), statement),
        (statement, ("extra.txt", b"")),
        (("extra.txt", b""),),
    ):
        path = contain(tmp_path / "any.asice", *entries)
        with pytest.raises(NotSealedError) as caught:
            open_sealed(path, "statement.json")
        assert caught.value.facts == {"document": "statement.json"}
    unsigned = contain(tmp_path / "unsigned.asice", statement, signature=None)
    with pytest.raises(NotSealedError):
        open_sealed(unsigned, "statement.json")


def manifest_over(*references, signature_name="META-INF/signature001.p7s"):
    return build_manifest(
        [
            DataObjectReference(name, "application/json", algorithm, digest)
            for name, algorithm, digest in references
        ],
        signature_name,
    )


def test_a_manifest_that_names_something_else_is_refused(sealed_statement, tmp_path):
    content = STATEMENT.to_bytes()
    right = ("statement.json", SHA256_URI, hashlib.sha256(content).digest())
    sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"
    for manifest in (
        manifest_over(("statement.json", SHA256_URI, bytes(32))),
        manifest_over(("receipt.json", *right[1:])),
        manifest_over(("statement.json", sha512, hashlib.sha512(content).digest())),
        manifest_over(right, ("other.json", *right[1:])),
        manifest_over(right, signature_name="META-INF/signature002.p7s"),
    ):
        path = rewritten(sealed_statement, tmp_path / "bent.asice", {MANIFEST_NAME: manifest})
        with pytest.raises(NotSealedError):
            open_sealed(path, "statement.json")
    path = rewritten(
        sealed_statement, tmp_path / "same.asice", {MANIFEST_NAME: manifest_over(right)}
    )
    assert open_sealed(path, "statement.json").content == content


def test_another_document_under_the_same_signature_is_refused(sealed_statement, tmp_path):
    other = replace(STATEMENT, nonce="f" * 32).to_bytes()
    path = rewritten(sealed_statement, tmp_path / "bent.asice", {"statement.json": other})
    with pytest.raises(NotSealedError):
        open_sealed(path, "statement.json")


def rewritten(source, target, changes):
    """The container with some entries replaced, by another ZIP writer."""
    with zipfile.ZipFile(source) as old:
        entries = [
            RawEntry(name.encode(), changes.get(name, old.read(name))) for name in old.namelist()
        ]
    target.write_bytes(raw_zip(entries))
    return target


def test_another_media_type_or_a_damaged_entry_is_refused(sealed_statement, tmp_path):
    asic_s = {"mimetype": b"application/vnd.etsi.asic-s+zip"}
    with pytest.raises(NotSealedError):
        open_sealed(rewritten(sealed_statement, tmp_path / "s.asice", asic_s), "statement.json")
    content = STATEMENT.to_bytes()
    container = sealed_statement.read_bytes().replace(content, content.swapcase())
    with pytest.raises(NotSealedError):
        open_sealed(container, "statement.json")


def test_no_flipped_bit_goes_unseen(sealed_statement):
    """Every bit is covered: by the structure, a checksum, the manifest or (the rest) the signature."""
    container = sealed_statement.read_bytes()
    honest = open_sealed(container, "statement.json")
    for place in range(0, len(container), 7):
        bent = bytearray(container)
        bent[place] ^= 1 << (place % 8)
        try:
            found = open_sealed(bytes(bent), "statement.json")
        except (ContainerError, NotSealedError, WrongTypeError, NotCanonicalError):
            continue
        assert found.container_sha256 != honest.container_sha256
        assert (found.content, found.manifest, found.cms) == (
            honest.content,
            honest.manifest,
            honest.cms,
        ), f"bit at {place} changed what was read"


def test_too_large_or_no_container_at_all(tmp_path):
    with pytest.raises(TooLargeError):
        open_sealed(bytes(MAX_SEALED_BYTES + 1), "statement.json")
    (tmp_path / "large").write_bytes(bytes(MAX_SEALED_BYTES + 1))
    with pytest.raises(TooLargeError):
        open_sealed(tmp_path / "large", "statement.json")
    for content in (b"", b"PK", b"nonsense" * 100):
        with pytest.raises(ContainerError):
            open_sealed(content, "statement.json")
    with pytest.raises(FileNotFoundError):
        open_sealed(tmp_path / "absent", "statement.json")
