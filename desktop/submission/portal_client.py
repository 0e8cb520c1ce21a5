"""The calls of docs/protocol.md, one method each, with answers as values."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from desktop.errors import PortalNonsenseError, PortalOtherIdentityError
from desktop.submission.answers import (
    Challenge,
    Intake,
    ListedRequest,
    PortalAbout,
    RequestList,
    SignedIn,
    SubmissionAnswer,
    read_answer,
    read_intake,
)
from desktop.submission.connection import PortalConnection
from signing.evidence.canonical import MAX_DOCUMENT_BYTES
from signing.trust import PortalIdentity

PROTOCOL_VERSION = 1
CONTAINER_TYPE = "application/vnd.etsi.asic-e+zip"
_MAX_LIST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Authorisation:
    """How a call is authorised: a sign-in's token or a submission's capability."""

    scheme: str
    secret: str

    def __repr__(self) -> str:
        return f"Authorisation({self.scheme})"

    @property
    def header(self) -> dict[str, str]:
        """The header of the call."""
        return {"Authorization": f"{self.scheme} {self.secret}"}


def bearer(token: str) -> Authorisation:
    """The authorisation of a sign-in."""
    return Authorisation("Bearer", token)


def capability(secret: str) -> Authorisation:
    """The authorisation that came with an intake receipt."""
    return Authorisation("Capability", secret)


class PortalClient:
    """One portal. Raises only `PortalError`s; judges no seal."""

    def __init__(self, connection: PortalConnection) -> None:
        self.connection = connection

    def about(self, identity: PortalIdentity, environment: str) -> PortalAbout:
        """What the portal says of itself, compared with what is configured.

        Raises:
            PortalOtherIdentityError: another identity or environment.
        """
        about = read_answer(PortalAbout, self.connection.call("GET", "/portal").content)
        if about.identity != identity or about.environment.value != environment:
            raise PortalOtherIdentityError(
                "another identity", origin=identity.origin, name=about.identity.name
            )
        if PROTOCOL_VERSION not in about.protocol_versions:
            raise PortalNonsenseError("no common protocol version", what="protocol_versions")
        return about

    def challenge(self) -> Challenge:
        """A nonce to sign in with."""
        answer = self.connection.call("POST", "/sign-in/challenges")
        return read_answer(Challenge, answer.content)

    def sign_in(self, sealed: bytes) -> SignedIn:
        """Hand in a sealed `sign-in.json`."""
        answer = self.connection.call("POST", "/sign-in", content=sealed, headers=_CONTAINER)
        return read_answer(SignedIn, answer.content)

    def requests(self, signed_in: Authorisation) -> tuple[ListedRequest, ...]:
        """The newest version of each request."""
        answer = self.connection.call(
            "GET", "/requests", headers=signed_in.header, max_bytes=_MAX_LIST_BYTES
        )
        return read_answer(RequestList, answer.content).requests

    def request(self, signed_in: Authorisation, request_id: str, version: int) -> bytes:
        """A sealed request as it came."""
        path = f"/requests/{quote(request_id, safe='')}/versions/{version}"
        return self.connection.call("GET", path, headers=signed_in.header).content

    def hand_over(self, signed_in: Authorisation, request_id: str, version: int) -> bytes:
        """Have the portal seal that this version was fetched: the sealed `delivery.json`."""
        path = f"/requests/{quote(request_id, safe='')}/versions/{version}/deliveries"
        return self.connection.call("POST", path, headers=signed_in.header).content

    def submit(self, statement: bytes) -> Intake:
        """Hand in the statement container. Sending the same bytes again is always safe.

        Raises:
            StatementRejectedError: with the sealed rejection.
            NonceReusedError
        """
        answer = self.connection.call("POST", "/submissions", content=statement, headers=_CONTAINER)
        return read_intake(answer.content)

    def submission(self, nonce: str, authorisation: Authorisation) -> SubmissionAnswer:
        """What became of a submission."""
        answer = self.connection.call("GET", f"/submissions/{nonce}", headers=authorisation.header)
        return read_answer(SubmissionAnswer, answer.content)

    def receipt(self, nonce: str, stage: str, authorisation: Authorisation) -> bytes:
        """A sealed receipt as it came."""
        path = f"/submissions/{nonce}/receipts/{stage}"
        return self.connection.call("GET", path, headers=authorisation.header).content

    def log_head(self) -> bytes:
        """The sealed tree head as it came."""
        return self.connection.call("GET", "/log/head").content

    def inclusion(self, leaf_hash: str, tree_size: int) -> bytes:
        """`log-proof.json` as it came."""
        path = f"/log/inclusion?leaf_hash={leaf_hash}&tree_size={tree_size}"
        return self._canonical(path)

    def consistency(self, first: int, second: int) -> bytes:
        """A consistency proof as it came."""
        return self._canonical(f"/log/consistency?first={first}&second={second}")

    def _canonical(self, path: str) -> bytes:
        content = self.connection.call("GET", path, max_bytes=MAX_DOCUMENT_BYTES).content
        try:
            json.loads(content)
        except (ValueError, RecursionError) as error:
            raise PortalNonsenseError("not JSON", what="log proof") from error
        return content


_CONTAINER = {"Content-Type": CONTAINER_TYPE}
