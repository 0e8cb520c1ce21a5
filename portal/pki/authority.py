"""A certificate authority: what it issues, its revocation list, its OCSP answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from portal.pki.keys import PrivateKey
from portal.pki.profiles import Issuer
from portal.pki.register import Register

CRL_LIFETIME = timedelta(days=7)
OCSP_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CertificateAuthority:
    """One authority; `name` is its name in the register, in file names and in URLs."""

    name: str
    key: PrivateKey
    certificate: x509.Certificate
    register: Register
    services_origin: str

    @property
    def issuer(self) -> Issuer:
        """As the profiles need it."""
        origin = self.services_origin
        return Issuer(
            certificate=self.certificate,
            key=self.key,
            certificate_url=f"{origin}/ca/{self.name}.cer",
            crl_url=f"{origin}/crl/{self.name}.crl",
            ocsp_url=f"{origin}/ocsp/{self.name}",
        )

    def note(self, certificate: x509.Certificate) -> x509.Certificate:
        """Enter an issued certificate in the register, and give it back."""
        self.register.add(self.name, certificate.serial_number)
        return certificate

    def revocation_list(self, now: datetime) -> x509.CertificateRevocationList:
        """A CRL as of now (RFC 5280, 5), good for seven days; its number grows with time."""
        this_update = now.replace(microsecond=0)
        identifier = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(this_update)
            .next_update(this_update + CRL_LIFETIME)
            .add_extension(x509.CRLNumber(int(this_update.timestamp())), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier.value),
                critical=False,
            )
        )
        for entry in self.register.entries(self.name):
            if entry.revoked is not None:
                builder = builder.add_revoked_certificate(
                    x509.RevokedCertificateBuilder()
                    .serial_number(entry.serial_number)
                    .revocation_date(entry.revoked)
                    .build()
                )
        return builder.sign(self.key, hashes.SHA256())

    def ocsp_response(self, request: bytes, now: datetime) -> bytes:
        """The DER answer to a DER OCSP request (RFC 6960), signed by the authority itself."""
        try:
            asked = ocsp.load_der_ocsp_request(request)
        except (ValueError, NotImplementedError):
            return _refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        if not self._is_asked(asked):
            return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        entry = self.register.find(self.name, asked.serial_number)
        status = ocsp.OCSPCertStatus.UNKNOWN
        revoked: datetime | None = None
        if entry is not None:
            revoked = entry.revoked
            status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        this_update = now.replace(microsecond=0)
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response_by_hash(
                issuer_name_hash=asked.issuer_name_hash,
                issuer_key_hash=asked.issuer_key_hash,
                serial_number=asked.serial_number,
                algorithm=asked.hash_algorithm,
                cert_status=status,
                this_update=this_update,
                next_update=this_update + OCSP_LIFETIME,
                revocation_time=revoked,
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        )
        for extension in asked.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                builder = builder.add_extension(extension.value, critical=False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _is_asked(self, asked: ocsp.OCSPRequest) -> bool:
        """Whether the request names this authority as the issuer."""
        expected = (
            ocsp.OCSPRequestBuilder()
            .add_certificate(self.certificate, self.certificate, asked.hash_algorithm)
            .build()
        )
        return expected.issuer_key_hash == asked.issuer_key_hash


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
