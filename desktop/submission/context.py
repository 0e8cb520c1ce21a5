"""What a run of a submission works on, and what it works with."""

from dataclasses import dataclass
from pathlib import Path

from cases.case import Case
from desktop.submission.journal import Journal
from desktop.submission.packing import RenderCover
from desktop.submission.portal_client import PortalClient
from desktop.submission.receipt_desk import ReceiptDesk
from desktop.submission.trust import PortalTrust
from signing.cms.timestamp import TimestampSource
from signing.evidence.references import Representative, RequestReference, SubmissionPolicy


@dataclass(frozen=True, slots=True)
class Matter:
    """What is submitted, besides the record.

    `case` is None for a package that was packed elsewhere. `policy` is that of the request.
    `folder` is the submission's own.
    """

    case: Case | None
    request: RequestReference | None
    representative: Representative | None
    policy: SubmissionPolicy | None
    folder: Path


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps use. `timestamps` None: no service is configured, signatures stay B_B."""

    journal: Journal
    portal: PortalClient
    desk: ReceiptDesk
    trust: PortalTrust
    timestamps: TimestampSource | None
    render_cover: RenderCover
