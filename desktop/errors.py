"""Errors of the program itself: each names one thing a person can do something about.

Those of keys, containers, timestamps and documents are in `signing`. The text for people is in
the catalogue (`error.<code>`), by code; the facts are its placeholders.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from cases.errors import CaseError
from signing.errors import QolhatError


class DomainRuleError(QolhatError):
    """A rule of the domain was broken; code and facts are those of the `CaseError` behind it."""

    code = "case.invalid"

    def __init__(self, error: CaseError) -> None:
        super().__init__(str(error), **error.facts)
        self.code = error.code  # type: ignore[misc]  # as stable as a class's: it is a class's


@contextmanager
def domain_rules_named() -> Iterator[None]:
    """Within the block a broken rule of `cases` becomes an error that every caller knows."""
    try:
        yield
    except CaseError as error:
        raise DomainRuleError(error) from error


class WorkspaceInUseError(QolhatError):
    """Another instance of the program has this workspace open."""

    code = "workspace.in_use"


class WorkspaceNewerError(QolhatError):
    """The workspace was written by a newer version of the program."""

    code = "workspace.newer"


class WorkspaceDamagedError(QolhatError):
    """The database cannot be read. Nothing was changed."""

    code = "workspace.damaged"


class FolderNotWritableError(QolhatError):
    """A folder does not exist or may not be written."""

    code = "folder.not_writable"


class FileUnreadableError(QolhatError):
    """There is no such file, or it may not be read."""

    code = "file.unreadable"


class SettingsDamagedError(QolhatError):
    """The settings file is not what this program writes."""

    code = "settings.damaged"


class SettingsInvalidError(QolhatError):
    """A setting cannot be right."""

    code = "settings.invalid"


class TrustFileError(QolhatError):
    """A certificate file that the settings name cannot be read."""

    code = "trust.file_missing"


class NotConfiguredError(QolhatError):
    """No portal or no participant is set."""

    code = "settings.not_configured"


class PasswordFileOpenError(QolhatError):
    """The password file can be read by others; mode 0600 is demanded."""

    code = "key.password_file_open"


class PasswordMissingError(QolhatError):
    """No password was given and there is nobody to ask."""

    code = "key.password_missing"


class KeyNotChosenError(QolhatError):
    """No key file was given and none was used before."""

    code = "key.not_chosen"


class KeyFileUnreadableError(QolhatError):
    """The key file does not exist or may not be read."""

    code = "key.unreadable"


class KeyNeededError(QolhatError):
    """Nothing is signed yet, so a key is needed to go on."""

    code = "submission.key_needed"


class RequestUnknownError(QolhatError):
    """No such request in this workspace."""

    code = "request.unknown"


class RequestNotTrustedError(QolhatError):
    """A request is not sealed by the configured portal identity, or is not what it should be."""

    code = "request.not_trusted"


class RequestWithdrawnError(QolhatError):
    """The authority took the request back; nothing is submitted to it."""

    code = "request.withdrawn"


class ProfileUnknownError(QolhatError):
    """This version of the program has no profile of that name."""

    code = "profile.unknown"


class ProfileNeedsRequestError(QolhatError):
    """A package of this profile answers a request, and there is none."""

    code = "profile.needs_request"


class PackageExistsError(QolhatError):
    """A file of that name is there already, and nothing is overwritten. Facts: file."""

    code = "package.exists"


class ItemNotChosenError(QolhatError):
    """The profile has several items, and it was not said which one the files belong to."""

    code = "profile.item_not_chosen"


class NoTimestampServiceError(QolhatError):
    """A timestamp was asked for, and no service is given or configured."""

    code = "tsa.not_configured"


class PackageIncompleteError(QolhatError):
    """The containers are not one whole package: a part is missing, doubled or foreign."""

    code = "package.incomplete"


class CaseUnknownError(QolhatError):
    """No such case, item or file in this workspace."""

    code = "case.unknown"


class CaseClosedError(QolhatError):
    """The case was submitted and cannot be changed."""

    code = "case.closed"


class WrongParticipantError(QolhatError):
    """The certificate is not the participant's, and no representative's either."""

    code = "key.other_participant"


class NothingUnfinishedError(QolhatError):
    """Nothing waits to be gone on with in this workspace."""

    code = "submission.none_unfinished"


class SeveralUnfinishedError(QolhatError):
    """More than one submission waits: which one is meant? Facts: submissions."""

    code = "submission.several_unfinished"


class SubmissionUnknownError(QolhatError):
    """No such submission in this workspace."""

    code = "submission.unknown"


class SubmissionRunningError(QolhatError):
    """The submission is being worked on at this moment."""

    code = "submission.running"


class AlreadySentError(QolhatError):
    """The portal has the submission or may have it: it cannot be given up here."""

    code = "submission.already_sent"


class ReceiptUnknownError(QolhatError):
    """No such receipt in this workspace."""

    code = "receipt.unknown"


class ReceiptNotGoodError(QolhatError):
    """The portal sent a receipt that fails its check; it is kept as evidence."""

    code = "receipt.not_good"


class ReceiptUndecidedError(QolhatError):
    """The receipt contradicts nothing, but something that proves it could not be had yet."""

    code = "receipt.undecided"


class StatementDamagedError(QolhatError):
    """The statement on this machine is not what was signed."""

    code = "submission.statement_damaged"


class NoDisplayError(QolhatError):
    """There is no display to open a window on."""

    code = "window.no_display"


class NoDocumentsError(QolhatError):
    """The folder holds no file that could be sent."""

    code = "document.none"


class TrainingPortalError(QolhatError):
    """The private training portal did not start."""

    code = "training.not_started"


class PortalError(QolhatError):
    """Something about the portal: the root of what `resume` may overcome."""

    code = "portal.failed"


class PortalUnreachableError(PortalError):
    """No connection; nothing was sent."""

    code = "portal.unreachable"


class PortalTimeoutError(PortalError):
    """The portal took the call and did not answer in time."""

    code = "portal.timeout"


class ConnectionBrokenError(PortalError):
    """The connection broke within a call: what happened at the portal is unknown."""

    code = "portal.connection_broken"


class PortalNotTrustedError(PortalError):
    """The portal's TLS certificate is not of a trusted root."""

    code = "portal.not_trusted"


class PortalOtherIdentityError(PortalError):
    """The portal names another identity than the one configured."""

    code = "portal.other_identity"


class PortalNonsenseError(PortalError):
    """The answer is not what the protocol says."""

    code = "portal.nonsense"


class PortalBusyError(PortalError):
    """The portal asks to come back later."""

    code = "portal.busy"


class PortalFailingError(PortalError):
    """The portal has a fault of its own (status 5xx); the fact `problem` is its code if any."""

    code = "portal.failing"


class NotSignedInError(PortalError):
    """The portal does not know, or no longer knows, the sign-in."""

    code = "portal.not_signed_in"


class PortalRefusedError(PortalError):
    """The portal refused with a problem document; its code is the fact `problem`."""

    code = "portal.refused"


class ClockDiffersError(PortalError):
    """This machine's clock is too far from the portal's to sign in. Fact: `minutes`."""

    code = "clock.differs"


class SignInRefusedError(PortalRefusedError):
    """The portal does not take this key for signing in."""

    code = "portal.sign_in_refused"


class NonceReusedError(PortalRefusedError):
    """The portal knows this nonce with other content."""

    code = "portal.nonce_reused"


class StatementRejectedError(PortalRefusedError):
    """The portal rejected the statement and says so with a sealed receipt (base64)."""

    code = "portal.rejected"

    def __init__(self, receipt_base64: str) -> None:
        super().__init__("the statement is rejected", problem="rejected")
        self.receipt_base64 = receipt_base64


class UploadInterruptedError(PortalError):
    """The upload broke off and did not come back after several tries."""

    code = "portal.upload_interrupted"
