"""The one place where a GOST digest is made: libgcrypt where it is good, else plain Python."""

from typing import Final, Protocol

from signing.gost.gost34311 import Gost34311
from signing.gost.libgcrypt import open_digest
from signing.gost.streebog import Streebog

STREEBOG_256: Final = "streebog256"
STREEBOG_512: Final = "streebog512"
GOST_34311: Final = "gost34311"
DIGEST_BYTES: Final = {STREEBOG_256: 32, STREEBOG_512: 64, GOST_34311: 32}


class GostDigest(Protocol):
    """What hashlib's objects offer, as far as it is used."""

    digest_size: int

    def update(self, data: bytes, /) -> None:
        """Feeds more bytes."""
        ...

    def digest(self) -> bytes:
        """The digest of everything fed."""
        ...

    def hexdigest(self) -> str:
        """The digest in lower-case hexadecimal digits."""
        ...


def new(name: str, data: bytes = b"") -> GostDigest:
    """A digest object with the first `data`.

    Args:
        name: `streebog256`, `streebog512` or `gost34311`.
        data: the first bytes.

    Raises:
        ValueError: no such digest.
    """
    if name not in DIGEST_BYTES:
        raise ValueError(f"no GOST digest {name}")
    digest: GostDigest | None = open_digest(name)
    if digest is None:
        digest = plain(name)
    digest.update(data)
    return digest


def plain(name: str, data: bytes = b"") -> GostDigest:
    """As `new`, always in plain Python."""
    if name == GOST_34311:
        return Gost34311(data)
    return Streebog(data, digest_size=DIGEST_BYTES[name])


def is_accelerated() -> bool:
    """Whether `new` takes libgcrypt here."""
    return open_digest(STREEBOG_512) is not None
