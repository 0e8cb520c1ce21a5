"""The ASiC manifest: what we write is what we read, and what is odd is refused by name."""

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from signing.asic.errors import ManifestError
from signing.asic.manifest import (
    MANIFEST_NAMESPACE,
    SHA256_URI,
    XMLDSIG_NAMESPACE,
    AsicManifest,
    DataObjectReference,
    build_manifest,
    decode_name,
    encode_name,
    parse_manifest,
)
from signing.errors import QolhatError

XML_TEXT = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\ufffe\uffff",
        include_characters="\t\n\r",
    )
)
REFERENCES = st.builds(
    DataObjectReference,
    name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    media_type=st.none() | XML_TEXT,
    digest_algorithm=st.just(SHA256_URI),
    digest=st.binary(min_size=32, max_size=32),
    rootfile=st.booleans(),
)
ONE = DataObjectReference("01/a.txt", "text/plain", SHA256_URI, hashlib.sha256(b"a").digest())


def manifest_with(
    inner: str, signature: str = '<asic:SigReference URI="META-INF/s.p7s"/>'
) -> bytes:
    return (
        f'<asic:ASiCManifest xmlns:asic="{MANIFEST_NAMESPACE}" xmlns:ds="{XMLDSIG_NAMESPACE}">'
        f"{signature}{inner}</asic:ASiCManifest>"
    ).encode()


REFERENCE = (
    '<asic:DataObjectReference URI="a">'
    f'<ds:DigestMethod Algorithm="{SHA256_URI}"/><ds:DigestValue>AAAA</ds:DigestValue>'
    "</asic:DataObjectReference>"
)


@given(st.lists(REFERENCES, min_size=1, max_size=5, unique_by=lambda r: r.name))
def test_a_manifest_reads_back_as_it_was_written(references):
    manifest = parse_manifest(build_manifest(references))
    assert manifest == AsicManifest("META-INF/signature001.p7s", tuple(references))


def test_equal_input_gives_equal_bytes_in_the_order_of_the_standard():
    content = build_manifest([ONE])
    assert content == build_manifest([ONE])
    root = etree.fromstring(content)
    assert [etree.QName(child).localname for child in root] == [
        "SigReference",
        "DataObjectReference",
    ]
    assert root[0].get("MimeType") == "application/pkcs7-signature"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_names_survive_percent_encoding(name):
    encoded = encode_name(name)
    assert encoded.isascii()
    assert decode_name(encoded) == name


def test_a_plus_sign_is_a_plus_sign_both_ways():
    assert decode_name("a+b%20c%2Bd") == "a+b c+d"
    assert encode_name("№ 1'(a)!~*.txt") == "%E2%84%96%201'(a)!~*.txt"


def test_a_manifest_that_names_no_file_signs_nothing():
    with pytest.raises(ManifestError) as caught:
        parse_manifest(manifest_with(""))
    assert caught.value.facts["problem"] == "signs_nothing"
    with pytest.raises(ManifestError):
        build_manifest([])


def test_references_inside_the_signature_reference_sign_nothing():
    nested = f'<asic:SigReference URI="s">{REFERENCE}</asic:SigReference>'
    with pytest.raises(ManifestError) as caught:
        parse_manifest(manifest_with("", nested))
    assert caught.value.facts["problem"] == "signs_nothing"


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + manifest_with(REFERENCE),
        b"<?xml version='1.0'?>\n<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"
        + manifest_with(REFERENCE),
    ],
)
def test_any_document_type_is_refused(content):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(content)
    assert caught.value.facts["problem"] == "doctype"


def test_a_document_type_hidden_by_another_encoding_is_refused():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(ManifestError) as caught:
        parse_manifest(text.encode("utf-16"))
    assert caught.value.facts["problem"] == "encoding"
    with pytest.raises(ManifestError) as caught:
        parse_manifest(b'<?xml version="1.0" encoding="UTF-7"?>' + manifest_with(REFERENCE))
    assert caught.value.facts["problem"] in {"encoding", "xml"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "xml"),
        (b"bla", "xml"),
        (b"<a/>", "shape"),
        (manifest_with(REFERENCE, signature=""), "shape"),
        (manifest_with(REFERENCE, "<asic:SigReference/>"), "shape"),
        (manifest_with(REFERENCE, '<asic:SigReference URI="s"><x/></asic:SigReference>'), "shape"),
        (manifest_with('<asic:SigReference URI="t"/>' + REFERENCE), "shape"),
        (manifest_with("<asic:ASiCManifestExtensions/>" + REFERENCE), "shape"),
        (manifest_with(REFERENCE.replace('URI="a"', "")), "shape"),
        (manifest_with(REFERENCE.replace("ds:DigestMethod", "ds:Other")), "shape"),
        (manifest_with(REFERENCE.replace(f'Algorithm="{SHA256_URI}"', "")), "shape"),
        (
            manifest_with(REFERENCE.replace(MANIFEST_NAMESPACE, "x")).replace(b"asic:D", b"ds:D"),
            "shape",
        ),
        (manifest_with(REFERENCE.replace("AAAA", "A!")), "digest"),
        (manifest_with(REFERENCE.replace('URI="a"', 'URI="%FF"')), "uri"),
        (manifest_with(REFERENCE + REFERENCE), "duplicate_reference"),
        (
            manifest_with(REFERENCE + REFERENCE.replace('URI="a"', 'URI="%61"')),
            "duplicate_reference",
        ),
        (manifest_with(REFERENCE.replace('URI="a"', 'URI="a" Rootfile="maybe"')), "shape"),
    ],
)
def test_what_is_not_a_manifest_is_refused_by_name(content, problem):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(content)
    assert caught.value.facts["problem"] == problem


def test_extensions_are_read_over():
    inner = REFERENCE.replace(
        "</asic:DataObjectReference>",
        "<asic:DataObjectReferenceExtensions/></asic:DataObjectReference>",
    )
    manifest = parse_manifest(manifest_with(inner + "<asic:ASiCManifestExtensions/>"))
    assert [reference.name for reference in manifest.references] == ["a"]


def test_a_byte_order_mark_and_comments_do_no_harm():
    content = b"\xef\xbb\xbf" + manifest_with("<!-- x -->" + REFERENCE)
    assert parse_manifest(content).references[0].digest == b"\x00\x00\x00"


def test_a_manifest_beyond_the_size_limit_is_refused():
    with pytest.raises(ManifestError) as caught:
        parse_manifest(build_manifest([ONE]), max_bytes=100)
    assert caught.value.facts["problem"] == "size"


@given(st.binary(max_size=200), st.integers(0, 400))
def test_a_damaged_manifest_raises_nothing_but_a_named_error(junk, place):
    content = build_manifest([ONE])
    with contextlib.suppress(QolhatError):
        parse_manifest(content[:place] + junk + content[place + len(junk) :])
