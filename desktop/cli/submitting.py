"""`qolhat submit`: packages to the portal, or on with a submission that stopped."""

from dataclasses import dataclass
from pathlib import Path

from desktop.cli.context import Shared
from desktop.cli.exits import ExitCode
from desktop.cli.progress import StepDisplay
from desktop.cli.receipts import detail_json, tell_detail
from desktop.errors import KeyNeededError, NothingUnfinishedError, SeveralUnfinishedError
from desktop.services.application import Application
from desktop.services.submissions import SubmissionState, SubmissionStatus

_EXIT_OF_STATUS = {
    SubmissionStatus.RECEIPTED: ExitCode.DONE,
    SubmissionStatus.REJECTED: ExitCode.REFUSED,
}


@dataclass(frozen=True, slots=True)
class SubmitOrder:
    """Options of `qolhat submit`."""

    packages: tuple[Path, ...]
    resume: str | None
    key: Path | None
    password_file: Path | None
    as_json: bool


def submit(shared: Shared, order: SubmitOrder) -> int:
    """Submit packages, or go on with a submission."""
    with shared.application() as application:
        with StepDisplay(shared.console, quiet=order.as_json) as display:
            if order.packages:
                with shared.key(application, order.key, order.password_file) as opened:
                    shared.warn_of_clocks(application)
                    state = application.submissions.submit_package(
                        order.packages, opened.credential, display.show
                    )
                    state = _settle(application, state)
            else:
                state = _resume(shared, application, order, display)
        _tell_submission(shared, application, state, as_json=order.as_json)
    return _EXIT_OF_STATUS.get(state.status, ExitCode.TRY_LATER)


def _resume(
    shared: Shared, application: Application, order: SubmitOrder, display: StepDisplay
) -> SubmissionState:
    """Go on with the named submission, or with the only one there is."""
    unfinished = [row.submission_id for row in application.submissions.unfinished()]
    if order.resume is None and not unfinished:
        raise NothingUnfinishedError("nothing to go on with")
    if order.resume is None and len(unfinished) > 1:
        raise SeveralUnfinishedError("name one", submissions=", ".join(unfinished))
    wanted = order.resume or unfinished[0]
    try:
        state = application.submissions.resume(wanted, None, display.show)
    except KeyNeededError:
        with shared.key(application, order.key, order.password_file) as opened:
            shared.warn_of_clocks(application)
            state = application.submissions.resume(wanted, opened.credential, display.show)
    return _settle(application, state)


def _settle(application: Application, state: SubmissionState) -> SubmissionState:
    """Ask once what became of it, if that is unknown, and go on if the portal has it."""
    if state.status is not SubmissionStatus.UNKNOWN:
        return state
    asked = application.submissions.ask(state.submission_id)
    if asked.status is SubmissionStatus.UNKNOWN:
        return asked
    return application.submissions.resume(asked.submission_id)


def _tell_submission(
    shared: Shared, application: Application, state: SubmissionState, *, as_json: bool
) -> None:
    detail = None
    if state.receipt_id is not None:
        detail = application.receipts.detail(state.receipt_id)
    if as_json:
        shared.console.json(
            {
                "submission": state.submission_id,
                "status": state.status.value,
                "nonce": state.nonce,
                "containers": [str(path) for path in state.containers],
                "statement": None if state.statement is None else str(state.statement),
                "error": None
                if state.error_code is None
                else {"code": state.error_code, "facts": state.error_facts},
                "receipt": None if detail is None else detail_json(detail),
            }
        )
        return
    shared.console.say(
        "submit.state",
        submission=state.submission_id,
        status=shared.console.text(f"status.{state.status}"),
    )
    if detail is not None:
        tell_detail(shared, detail)
