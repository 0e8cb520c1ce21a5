"""The inbox: what the authority asks of the participant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.document_request import DocumentRequest
from cases.texts import LanguageText
from desktop.services.progress import Cancelled, Progress, never_cancelled
from signing.credentials.credential import Credential


class RequestState(StrEnum):
    """What the portal said of a request when it was last asked."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One line of the inbox: the newest version of a request that is known here.

    `request_version` counts from 1. `due` wins over anything computed. `case_id` is set once
    somebody began to answer; `submission_id` once something was submitted from that case.
    """

    request_id: str
    version: int
    subject: LanguageText
    authority: LanguageText
    due: datetime
    issued: datetime
    state: RequestState
    environment: str
    kind: str
    item_count: int
    case_id: str | None
    submission_id: str | None


class Inbox:
    """Requests: fetched with a sign-in, checked, and kept for reading without network."""

    def refresh(
        self,
        credential: Credential,
        progress: Progress | None = None,
        cancelled: Cancelled = never_cancelled,
    ) -> tuple[RequestRow, ...]:
        """Sign in, fetch every new version, check its seal, record it; then `rows()`.

        Raises:
            PortalError: the portal is unreachable, hangs, answers nonsense, or refuses.
            RequestNotTrustedError: a request's seal is not this portal's identity.
        """
        raise NotImplementedError

    def rows(self) -> tuple[RequestRow, ...]:
        """What is known here, soonest due first. No network."""
        raise NotImplementedError

    def request(self, request_id: str) -> DocumentRequest:
        """The newest version of a request with all its items. No network.

        Raises:
            RequestUnknownError: no such request here.
        """
        raise NotImplementedError
