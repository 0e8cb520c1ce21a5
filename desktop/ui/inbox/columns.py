"""The columns of the inbox's two tables."""

from desktop.services.cases import CaseRow
from desktop.services.inbox import RequestRow, RequestState
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, number_text, time_left_text, urgency
from desktop.ui.i18n import translate
from desktop.ui.inbox.presenter import InboxPresenter
from desktop.ui.signs import Sign
from desktop.ui.theme import Tone
from desktop.ui.widgets.lazy_table import Column
from desktop.ui.words import in_language, status_sign, urgency_sign

TIME_LEFT_COLUMN = 4


def request_columns(context: Context, presenter: InboxPresenter) -> tuple[Column[RequestRow], ...]:
    """Number, what, from whom, due, time left, state."""

    def time_left(row: RequestRow) -> Sign:
        if row.state is not RequestState.OPEN:
            return Sign("done", "—", Tone.NEUTRAL)
        now = context.clock()
        return urgency_sign(urgency(row.due, now), time_left_text(row.due, now))

    return (
        Column(
            lambda: translate("Inbox", "Request"),
            lambda row: row.request_id,
            lambda row: row.request_id,
        ),
        Column(
            lambda: translate("Inbox", "What is asked"),
            lambda row: in_language(row.subject, context.language),
            lambda row: in_language(row.subject, context.language),
        ),
        Column(
            lambda: translate("Inbox", "From whom"),
            lambda row: in_language(row.authority, context.language),
            lambda row: in_language(row.authority, context.language),
        ),
        Column(
            lambda: translate("Inbox", "Due"),
            lambda row: moment_text(row.due),
            lambda row: row.due.timestamp(),
        ),
        Column(lambda: translate("Inbox", "Time left"), time_left, lambda row: row.due.timestamp()),
        Column(
            lambda: translate("Inbox", "State"),
            lambda row: request_sign(row, presenter),
            lambda row: request_sign(row, presenter).word,
        ),
    )


def case_columns(context: Context, presenter: InboxPresenter) -> tuple[Column[CaseRow], ...]:
    """What, files, changed, state."""

    def subject(row: CaseRow) -> str:
        return in_language(row.subject, context.language) or translate(
            "Inbox", "Submission without a request"
        )

    return (
        Column(lambda: translate("Inbox", "Subject"), subject, subject),
        Column(
            lambda: translate("Inbox", "Documents"),
            lambda row: number_text(row.file_count),
            lambda row: row.file_count,
            right=True,
        ),
        Column(
            lambda: translate("Inbox", "Last changed"),
            lambda row: moment_text(row.changed),
            lambda row: row.changed.timestamp(),
        ),
        Column(
            lambda: translate("Inbox", "State"),
            lambda row: case_sign(row, presenter),
            lambda row: case_sign(row, presenter).word,
        ),
    )


def request_sign(row: RequestRow, presenter: InboxPresenter) -> Sign:
    """The state of a request, from the participant's side."""
    if row.state is RequestState.WITHDRAWN:
        return Sign("cancel", translate("Inbox", "withdrawn by the authority"), Tone.NEUTRAL)
    submission = (presenter.content.submissions or {}).get(row.submission_id or "")
    if submission is not None:
        return status_sign(submission.status)
    if row.state is RequestState.ANSWERED:
        return Sign("done", translate("Inbox", "answered"), Tone.GOOD)
    if row.case_id is not None:
        return Sign("case", translate("Inbox", "draft"), Tone.INFO)
    return Sign("mail", translate("Inbox", "new"), Tone.INFO)


def case_sign(row: CaseRow, presenter: InboxPresenter) -> Sign:
    """The state of a submission of one's own."""
    submission = (presenter.content.submissions or {}).get(row.submission_id or "")
    if submission is not None:
        return status_sign(submission.status)
    return Sign("case", translate("Inbox", "draft"), Tone.INFO)
