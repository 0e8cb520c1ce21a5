"""What a caller sees of a key: a certificate, and signatures over content.

Every kind of key (file, token, Kazakh GOST, NCALayer) is behind this protocol; callers never ask
which one it is.
"""

from datetime import datetime
from typing import Protocol

from signing.credentials.certificate import CertificateSummary
from signing.errors import QolhatError


class CredentialClosedError(QolhatError):
    """The key was used after `close`: it has been forgotten and must be opened again."""

    code = "key.closed"


class Credential(Protocol):
    """A private key somewhere, with its certificate: what can sign."""

    @property
    def certificate(self) -> CertificateSummary:
        """The signer's certificate, summarised."""
        ...

    @property
    def certificate_der(self) -> bytes:
        """The signer's certificate, DER."""
        ...

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates as far as the key store has them, DER, nearest first."""
        ...

    def sign_detached(self, content: bytes, signing_time: datetime) -> bytes:
        """A detached CAdES B_B signature over `content` (EN 319 122-1), DER CMS SignedData.

        `signing_time` is the aware time that the signer claims. The signature has been verified
        before it is returned.

        Raises:
            CredentialClosedError: `close` was called.
            SigningFailedError: the key made no good signature.
        """
        ...

    def close(self) -> None:
        """Forgets the key. May be called more than once."""
        ...
