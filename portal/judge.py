"""Judges signatures that come to the portal, with its own anchors and its own fresh CRLs."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding

from portal.clock import Clock
from portal.pki.setup import ISSUING, TLS_ROOT, Infrastructure
from portal.publication import ANCHOR_PURPOSES
from signing.credentials.certificate import KeyPurpose
from signing.trust import TrustAnchor, TrustPurpose, TrustStore
from signing.validation.settings import ValidationSettings
from signing.validation.signature import SignatureReport, validate_signature


@dataclass(frozen=True, slots=True)
class SignatureJudge:
    """Validates as of now: who signs today must hold a certificate that is good today."""

    infrastructure: Infrastructure
    clock: Clock

    def judge(
        self, cms: bytes, content: bytes, key_purpose: KeyPurpose = KeyPurpose.SIGNING
    ) -> SignatureReport:
        """The report on a detached signature of a participant over this content."""
        return validate_signature(cms, content, self.settings(key_purpose))

    def settings(self, key_purpose: KeyPurpose = KeyPurpose.SIGNING) -> ValidationSettings:
        """What participants' signatures are validated with at this moment."""
        now = self.clock()
        authorities = self.infrastructure.authorities
        return ValidationSettings(
            trust=self._trust(),
            purpose=TrustPurpose.PARTICIPANT,
            at=now,
            crls=tuple(
                crl.public_bytes(Encoding.DER)
                for crl in self.infrastructure.revocation_lists(now).values()
            ),
            other_certificates=(authorities[ISSUING].certificate.public_bytes(Encoding.DER),),
            key_purpose=key_purpose,
        )

    def _trust(self) -> TrustStore:
        authorities = self.infrastructure.authorities
        return TrustStore(
            tuple(
                TrustAnchor(
                    authorities[name].certificate.public_bytes(Encoding.DER),
                    frozenset(purposes),
                    f"portal:{name}",
                )
                for name, purposes in ANCHOR_PURPOSES.items()
                if name != TLS_ROOT
            )
        )
