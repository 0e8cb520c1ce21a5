"""The portal's own timestamp service, used without the detour over HTTP."""

import secrets
from dataclasses import dataclass

from portal.tsa.service import TimestampService
from signing.cms.timestamp import (
    TimestampToken,
    build_timestamp_request,
    token_from_response,
    verify_timestamp_token,
)

NONCE_BITS = 63


@dataclass(frozen=True, slots=True)
class LocalTimestampSource:
    """A `TimestampSource` over a service of this very process, verified like any other."""

    service: TimestampService

    def request(self, imprint: bytes, algorithm: str = "sha256") -> TimestampToken:
        """A token over this digest, as the service would give it to anybody."""
        nonce = secrets.randbits(NONCE_BITS) | 1
        query = build_timestamp_request(imprint, algorithm, nonce=nonce)
        token = token_from_response(self.service.answer(query))
        return verify_timestamp_token(
            token, imprint, algorithm, nonce=nonce, policy=self.service.policy
        )
