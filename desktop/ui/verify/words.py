"""The verdict in one sentence, and what a file turned out to be."""

from desktop.services.verification import DocumentKind, VerificationReport
from desktop.ui.i18n import translate
from signing.validation.verdict import Indication


def kind_word(report: VerificationReport) -> str:
    """What the file is."""
    if report.is_no_container:
        return translate("Verify", "Not a container that can be read")
    return {
        DocumentKind.PACKAGE: translate("Verify", "Document package"),
        DocumentKind.STATEMENT: translate("Verify", "Statement of submission"),
        DocumentKind.RECEIPT: translate("Verify", "Receipt of the authority"),
        DocumentKind.REQUEST: translate("Verify", "Request of the authority"),
        DocumentKind.DELIVERY: translate("Verify", "Evidence of delivery"),
        DocumentKind.ACKNOWLEDGEMENT: translate("Verify", "Acknowledgement"),
        DocumentKind.TREE_HEAD: translate("Verify", "Head of the authority's log"),
        DocumentKind.SIGN_IN: translate("Verify", "Sign-in note"),
        DocumentKind.FOREIGN: translate("Verify", "Container of another program"),
    }[report.kind]


def verdict_sentence(report: VerificationReport) -> str:
    """The verdict as a person says it."""
    if report.is_no_container and report.verdict.indication is Indication.TOTAL_FAILED:
        return translate(
            "Verify",
            "Not valid: this file is no ASiC container, or it is damaged. "
            "No signature was checked.",
        )
    return {
        Indication.TOTAL_PASSED: translate(
            "Verify", "Valid: the signatures hold and nothing was changed."
        ),
        Indication.TOTAL_FAILED: translate(
            "Verify", "Not valid: something in this file is not what was signed."
        ),
        Indication.INDETERMINATE: translate(
            "Verify",
            "Cannot be confirmed: nothing wrong was found, but proof is missing.",
        ),
        Indication.NOT_CHECKED: translate(
            "Verify",
            "Not checked: this program cannot judge a part of this file. It may be good or bad.",
        ),
    }[report.verdict.indication]
