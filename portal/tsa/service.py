"""A timestamp service: a request in, an answer out."""

from dataclasses import dataclass

from portal.clock import Clock
from portal.pki.setup import KeyPair
from portal.tsa.query import FailureInfo, TimestampQuery, read_query
from portal.tsa.token import granted, refused, sign_token, token_info

# Under joint-iso-itu-t(2) example(999): nobody's real policy.
POLICIES = {"a": "2.999.398.1", "b": "2.999.398.2"}
MAX_QUERY_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class TimestampService:
    """One TSA with its key, its policy and its clock."""

    signer: KeyPair
    policy: str
    clock: Clock

    def answer(self, request: bytes) -> bytes:
        """The DER TimeStampResp to a DER TimeStampReq; a refusal says why."""
        query = read_query(request, self.policy)
        if isinstance(query, FailureInfo):
            return refused(query)
        return granted(self.token(query))

    def token(self, query: TimestampQuery) -> bytes:
        """A token as of now, DER."""
        moment = self.clock()
        info = token_info(query, self.policy, moment)
        return sign_token(info, self.signer, moment, certificate=query.certificate_wanted)
