"""Only a SignedData of one signer, fully readable, becomes a SignedMessage."""

import pytest
from asn1crypto import cms, core

from signing.cms.signed_message import CmsFormatError, read_signed_message
from tests.support.pki import NOW, sign_cms, test_pki

PKI = test_pki()
GOOD = sign_cms(PKI.head, b"content", signing_time=NOW)


def bent(change) -> bytes:
    parsed = cms.ContentInfo.load(GOOD)
    change(parsed["content"])
    return parsed.dump(force=True)


def reason_of(der: bytes, **options) -> str:
    with pytest.raises(CmsFormatError) as caught:
        read_signed_message(der, **options)
    return caught.value.reason


def test_the_good_one_is_read():
    message = read_signed_message(GOOD)
    assert message.content_is(b"content")
    assert not message.content_is(b"Content")
    message.verify_signature()
    assert message.signing_time == NOW


@pytest.mark.parametrize(
    "junk", [b"", b"hello", b"\x30\x00", b"\x30\x80\x00\x00", GOOD[:-1], GOOD + b"\0", PKI.head.der]
)
def test_junk_is_refused(junk):
    with pytest.raises(CmsFormatError):
        read_signed_message(junk)
    with pytest.raises(CmsFormatError):
        read_signed_message(junk, allow_ber=True)


def test_two_signers_are_refused():
    def double(signed_data):
        signed_data["signer_infos"].append(signed_data["signer_infos"][0].copy())

    assert reason_of(bent(double)) == "signer_infos"


def test_no_signer_is_refused():
    def drop(signed_data):
        signed_data["signer_infos"] = cms.SignerInfos([])

    assert reason_of(bent(drop)) == "signer_infos"


def test_a_signature_without_signed_attributes_is_refused():
    def drop(signed_data):
        del signed_data["signer_infos"][0]["signed_attrs"]

    assert reason_of(bent(drop)) == "no_content_type"


def test_a_doubled_attribute_is_refused():
    twice = cms.CMSAttribute({"type": "message_digest", "values": [bytes(32)]})
    assert reason_of(sign_cms(PKI.head, b"content", extra_attributes=(twice,))) == "attribute_twice"


def test_a_message_digest_of_two_values_is_refused():
    def double(signed_data):
        for attribute in signed_data["signer_infos"][0]["signed_attrs"]:
            if attribute["type"].native == "message_digest":
                attribute["values"] = [bytes(32), bytes(32)[:31] + b"\1"]

    assert reason_of(bent(double)) == "attribute_values"


def test_ber_is_refused_unless_asked_for():
    ber = b"\x30\x80" + GOOD[4:] + b"\x00\x00"
    assert reason_of(ber) == "not_der"
    assert read_signed_message(ber, allow_ber=True).content_is(b"content")


def test_unsorted_attributes_are_not_der():
    parsed = cms.ContentInfo.load(GOOD)
    attributes = parsed["content"]["signer_infos"][0]["signed_attrs"]
    body = attributes.contents
    turned = b"".join(reversed([attribute.dump() for attribute in attributes]))
    assert len(turned) == len(body)
    assert reason_of(GOOD.replace(body, turned)) == "not_der"


def test_the_certificate_may_be_handed_in():
    bare = sign_cms(PKI.head, b"content", certificates=())
    assert read_signed_message(bare).signer_certificate is None
    given = read_signed_message(bare, other_certificates=(PKI.ca.der, PKI.head.der))
    assert given.signer_certificate_der == PKI.head.der


def test_attached_content_is_seen():
    attached = sign_cms(PKI.head, b"content", attached=True)
    assert read_signed_message(attached).encapsulated == b"content"


def test_empty_attached_content_is_not_detached():
    attached = sign_cms(PKI.head, b"", attached=True)
    assert read_signed_message(attached).encapsulated == b""


def test_an_enveloped_message_is_no_signature():
    der = cms.ContentInfo({"content_type": "data", "content": core.OctetString(b"x")}).dump()
    assert reason_of(der) == "not_signed_data"
