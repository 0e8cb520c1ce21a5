"""Builds a timestamp token (RFC 3161, 2.4.2): a CMS SignedData over a TSTInfo, DER throughout."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import ClassVar

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from portal.pki.setup import KeyPair
from portal.tsa.query import FailureInfo, TimestampQuery

ACCURACY_SECONDS = 1
SERIAL_NUMBER_BITS = 64


class _Refusal(core.Sequence):  # type: ignore[misc] # asn1crypto has no types
    """TimeStampResp without its token, which is OPTIONAL in RFC 3161 but not in asn1crypto."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


def token_info(query: TimestampQuery, policy: str, moment: datetime) -> bytes:
    """The TSTInfo: this imprint existed at this moment, within the accuracy.

    Fractions of a second are cut, so that the DER form of the time is the plain one.
    """
    members: dict[str, object] = {
        "version": "v1",
        "policy": policy,
        "message_imprint": tsp.MessageImprint.load(query.imprint_der, strict=True),
        "serial_number": secrets.randbits(SERIAL_NUMBER_BITS) + 1,
        "gen_time": core.GeneralizedTime(moment.astimezone(UTC).replace(microsecond=0)),
        "accuracy": tsp.Accuracy({"seconds": ACCURACY_SECONDS}),
    }
    if query.nonce is not None:
        members["nonce"] = query.nonce
    return bytes(tsp.TSTInfo(members).dump())


def sign_token(info: bytes, signer: KeyPair, moment: datetime, *, certificate: bool) -> bytes:
    """The token: DER ContentInfo with the TSTInfo inside; with the certificate if asked for."""
    attributes = _signed_attributes(info, signer.certificate_der, moment)
    holder = x509.Certificate.load(signer.certificate_der, strict=True)
    algorithm, value = _sign(signer, attributes.dump())
    digest_algorithm = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer_info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber(
                    {"issuer": holder.issuer, "serial_number": holder.serial_number}
                ),
            ),
            "digest_algorithm": digest_algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": algorithm}),
            "signature": value,
        }
    )
    members: dict[str, object] = {
        "version": "v3",  # RFC 5652, 5.1: the content is not id-data
        "digest_algorithms": [digest_algorithm],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": core.ParsableOctetString(info),
        },
        "signer_infos": [signer_info],
    }
    if certificate:
        members["certificates"] = [cms.CertificateChoices("certificate", holder)]
    content = cms.SignedData(members)
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def granted(token: bytes) -> bytes:
    """The TimeStampResp that carries a token."""
    response = tsp.TimeStampResp(
        {
            "status": {"status": "granted"},
            "time_stamp_token": cms.ContentInfo.load(token, strict=True),
        }
    )
    return bytes(response.dump())


def refused(failure: FailureInfo) -> bytes:
    """The TimeStampResp that says why there is no token."""
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {failure.value}})
    return bytes(_Refusal({"status": status}).dump())


def _signed_attributes(info: bytes, certificate: bytes, moment: datetime) -> cms.CMSAttributes:
    # SHA-256 is the default of ESSCertIDv2 (RFC 5035, 4) and hence absent in DER.
    certificate_id = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})
    signing_time = core.UTCTime(moment.astimezone(UTC).replace(microsecond=0))
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute(
                {"type": "signing_time", "values": [cms.Time("utc_time", signing_time)]}
            ),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(info).digest()]}),
            cms.CMSAttribute(
                {
                    "type": "signing_certificate_v2",
                    "values": [tsp.SigningCertificateV2({"certs": [certificate_id]})],
                }
            ),
        ]
    )
    # As bytes: asn1crypto encodes what was built of parts anew at every level it is put into.
    return cms.CMSAttributes.load(attributes.dump(), strict=True)


def _sign(signer: KeyPair, message: bytes) -> tuple[str, bytes]:
    key = signer.key
    if isinstance(key, rsa.RSAPrivateKey):
        return "sha256_rsa", key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    return "sha256_ecdsa", key.sign(message, ec.ECDSA(hashes.SHA256()))
