"""Sign-in: a challenge, the client's own signed document, a token (docs/protocol.md, 2)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core import PortalCore
from portal.judge import SignatureJudge
from portal.problem import Problem, ProblemCode
from portal.rules.sign_in import sign_in_fault
from portal.rules.signatures import signature_problem
from portal.rules.signers import signer_reference
from portal.store import sessions
from portal.store.sessions import SignedIn
from signing.asic.errors import ContainerError
from signing.credentials.certificate import KeyPurpose
from signing.evidence.errors import DocumentError
from signing.evidence.sealed import open_sealed
from signing.evidence.sign_in import SignIn
from signing.evidence.values import format_instant

CHALLENGE_LIFETIME = timedelta(seconds=120)
SESSION_LIFETIME = timedelta(hours=8)
MAX_OPEN_CHALLENGES = 10_000
NONCE_BYTES = 16
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token, said once; the portal keeps only its digest."""

    secret: str
    expires: datetime
    who: SignedIn


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Lets participants in."""

    core: PortalCore
    judge: SignatureJudge

    def challenge(self) -> tuple[str, datetime]:
        """A new nonce, and when it expires.

        Raises:
            Problem: too many wait for an answer.
        """
        now = self.core.clock()
        nonce, expires = secrets.token_hex(NONCE_BYTES), now + CHALLENGE_LIFETIME
        with self.core.database.writing() as connection:
            sessions.add_challenge(connection, nonce, format_instant(expires), format_instant(now))
            if sessions.count_challenges(connection) > MAX_OPEN_CHALLENGES:
                raise Problem(ProblemCode.BUSY, headers={"Retry-After": "60"}, status=429)
        return nonce, expires

    def sign_in(self, container: bytes) -> Token:
        """A token for a good sign-in. The challenge is used up either way.

        Raises:
            Problem: it is no sign-in, or not a good one.
        """
        now = self.core.clock()
        try:
            sealed = open_sealed(container, "sign-in.json")
            sign_in = SignIn.from_bytes(sealed.content)
        except (DocumentError, ContainerError) as error:
            raise Problem(ProblemCode.NOT_WELL_FORMED, error.code) from error
        with self.core.database.writing() as connection:
            known = sessions.use_challenge(connection, sign_in.portal_nonce, format_instant(now))
        if not known:
            raise Problem(ProblemCode.CHALLENGE_UNKNOWN)
        report = self.judge.judge(sealed.cms, sealed.manifest, KeyPurpose.SIGN_IN)
        if report.signer is None or signature_problem(report) is not None:
            raise Problem(ProblemCode.SIGN_IN_REFUSED, "the signature or certificate is not good")
        fault = sign_in_fault(sign_in, self.core.identity.origin, now, report.signer)
        if fault is not None:
            raise Problem(ProblemCode.SIGN_IN_REFUSED, fault.value)
        who = SignedIn(sign_in.participant, signer_reference(report.signer))
        token = Token(secrets.token_urlsafe(TOKEN_BYTES), now + SESSION_LIFETIME, who)
        with self.core.database.writing() as connection:
            sessions.add_session(
                connection,
                token_digest(token.secret),
                who,
                format_instant(token.expires),
                format_instant(now),
            )
        return token

    def who(self, secret: str) -> SignedIn:
        """Who holds a bearer token.

        Raises:
            Problem: nobody.
        """
        now = format_instant(self.core.clock())
        with self.core.database.reading() as connection:
            found = sessions.find_session(connection, token_digest(secret), now)
        if found is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"})
        return found


def token_digest(secret: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
