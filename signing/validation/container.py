"""Validates a signed container: CMS and every named file present and intact and nothing uncovered.

`openssl cms` never looks at the manifest, and other validators only warn about a file that was
removed or added. Here the verdict is on the container as it lies there (docs/formats.md):

* a signature is good if the CMS over its manifest is, and all that the manifest names is there
  with the digest that was signed;
* in a container of ours every signature covers every file; in one of others every file is
  named by a signature that is not itself broken;
* what is not looked at (XAdES, evidence records) is said, and outweighs what was found good;
* a container without any signature is NOT_CHECKED: there is nothing that could be good or bad.

Nothing of the container is unpacked or written.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from signing.asic.errors import ContainerError
from signing.asic.pipeline import Progress
from signing.asic.reader import ContainerReader
from signing.asic.zip_structure import ReadingProfile
from signing.validation.container_checks import check_contents
from signing.validation.container_report import (
    ContainerReport,
    ContainerSignatureReport,
    ContainerTimestampReport,
    Coverage,
)
from signing.validation.container_rules import refusal
from signing.validation.settings import ValidationSettings
from signing.validation.signature import SignatureReport
from signing.validation.signature import validate_signature as validate_cades
from signing.validation.verdict import SubIndication

__all__ = [
    "ContainerReport",
    "ContainerSignatureReport",
    "ContainerTimestampReport",
    "Coverage",
    "validate_container",
]


class ValidateSignature(Protocol):
    """How a detached CMS is validated; `signing.validation.signature.validate_signature`."""

    def __call__(self, cms: bytes, content: bytes, settings: ValidationSettings) -> SignatureReport:
        """The report on one signature."""
        ...


def validate_container(
    path: Path,
    settings: ValidationSettings,
    profile: ReadingProfile | None = None,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    validate_signature: ValidateSignature = validate_cades,
) -> ContainerReport:
    """The report on a container.

    Args:
        path: the file; its suffix plays no part.
        settings: trust, revocation data, the moment asked about. `strict` follows the profile.
        profile: OURS or FOREIGN; None tries OURS and takes what is not ours as FOREIGN.
        progress: told the number of bytes of content done, at most every 50 ms.
        cancelled: asked at every step; when it says yes, Cancelled is raised.
        validate_signature: for one CMS.

    Raises:
        Cancelled; nothing else: a file that cannot be read has a verdict too.
    """

    def run(profile: ReadingProfile) -> ContainerReport:
        adapted = replace(settings, strict=profile is ReadingProfile.OURS)
        try:
            with ContainerReader(path, profile) as reader:
                return check_contents(
                    reader,
                    Progress(progress, cancelled),
                    lambda cms, content: validate_signature(cms, content, adapted),
                    adapted,
                )
        except ContainerError as error:
            return ContainerReport(refusal(error), profile)

    if profile is not None:
        return run(profile)
    report = run(ReadingProfile.OURS)
    return run(ReadingProfile.FOREIGN) if _is_not_ours(report) else report


def _is_not_ours(report: ContainerReport) -> bool:
    """Whether it only failed for not having our form, which others need not have."""
    forms = [signature.report.verdict.sub_indication for signature in report.signatures]
    return report.kind == "unknown" or SubIndication.FORMAT_FAILURE in forms
