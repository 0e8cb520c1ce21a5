"""All desks of a portal, as the handlers find them."""

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from portal.core import PortalCore
from portal.intake import IntakeDesk
from portal.request_desk import RequestDesk
from portal.sign_in_desk import SignInDesk
from portal.status_desk import StatusDesk
from portal.tsa.service import TimestampService
from portal.upload_desk import UploadDesk


@dataclass(frozen=True, slots=True)
class Desks:
    """What handlers call."""

    core: PortalCore
    sign_in: SignInDesk
    requests: RequestDesk
    intake: IntakeDesk
    uploads: UploadDesk
    status: StatusDesk
    timestamps: dict[str, TimestampService]


def desks(request: Request) -> Desks:
    """The desks of the portal that this request came to."""
    return cast("Desks", request.app.state.desks)  # state is untyped in Starlette
