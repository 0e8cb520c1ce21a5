"""The header `Authorization`: `Bearer TOKEN` of a sign-in, or `Capability SECRET`."""

from starlette.requests import Request

from portal.problem import Problem, ProblemCode
from portal.sign_in_desk import SignInDesk
from portal.store.sessions import SignedIn

_CHALLENGE = {"WWW-Authenticate": "Bearer, Capability"}


def bearer(request: Request) -> str | None:
    """The bearer token, or None."""
    return _credentials(request, "bearer")


def capability(request: Request) -> str | None:
    """The capability, or None."""
    return _credentials(request, "capability")


def required_capability(request: Request) -> str:
    """The capability.

    Raises:
        Problem: the call carries none.
    """
    secret = capability(request)
    if secret is None:
        raise Problem(ProblemCode.NOT_SIGNED_IN, "a capability is needed", headers=_CHALLENGE)
    return secret


def signed_in(request: Request, desk: SignInDesk) -> SignedIn:
    """Who is signed in. Reads the database.

    Raises:
        Problem: nobody.
    """
    secret = bearer(request)
    if secret is None:
        raise Problem(ProblemCode.NOT_SIGNED_IN, headers=_CHALLENGE)
    return desk.who(secret)


def _credentials(request: Request, scheme: str) -> str | None:
    found, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if found.lower() == scheme and value.strip() else None
