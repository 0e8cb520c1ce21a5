"""Words for closed sets that the services return: states, steps, stages, kinds, verdicts.

Colour and icon of each stand beside its word, so that the three never part.
"""

from datetime import datetime

from cases.texts import LanguageText
from desktop.services.submissions import SubmissionStatus, SubmissionStep
from desktop.ui.formatting import Urgency, instant_text, moment_text_at_offset, size_text
from desktop.ui.i18n import translate
from desktop.ui.signs import Sign
from desktop.ui.theme import Tone
from signing.validation.verdict import Indication


def in_language(text: LanguageText, language: str) -> str:
    """The text in *language*, or in any other that is not empty."""
    return next(
        (value for value in (str(getattr(text, language)), text.ru, text.kk, text.en) if value), ""
    )


def urgency_sign(urgency: Urgency, word: str) -> Sign:
    """How near a deadline is."""
    return {
        Urgency.CALM: Sign("clock", word, Tone.GOOD),
        Urgency.SOON: Sign("clock", word, Tone.CAUTION),
        Urgency.TODAY: Sign("warning", word, Tone.BAD),
        Urgency.OVERDUE: Sign("error", word, Tone.BAD),
    }[urgency]


def item_sign(state: str | None) -> Sign:
    """The state of a requested item; None is one nobody answered yet."""
    signs = {
        None: Sign("missing", translate("Words", "no answer yet"), Tone.BAD),
        "not_given": Sign("missing", translate("Words", "not given"), Tone.NEUTRAL),
        "attached": Sign("done", translate("Words", "attached"), Tone.GOOD),
        "partly_attached": Sign("partly", translate("Words", "partly attached"), Tone.CAUTION),
        "absent": Sign("absent", translate("Words", "absent, with a reason"), Tone.CAUTION),
        "restored_by": Sign("later", translate("Words", "will be restored"), Tone.CAUTION),
        "already_provided": Sign("receipts", translate("Words", "provided earlier"), Tone.GOOD),
        "objection": Sign("objection", translate("Words", "objection"), Tone.CAUTION),
        "extension_asked": Sign("later", translate("Words", "more time asked for"), Tone.CAUTION),
    }
    return signs[state]


def status_sign(status: SubmissionStatus) -> Sign:
    """What is certain about a submission."""
    word = {
        SubmissionStatus.DRAFT: translate("Words", "not sent yet"),
        SubmissionStatus.PACKED: translate("Words", "packed, not signed yet"),
        SubmissionStatus.SIGNED: translate("Words", "signed, not sent yet"),
        SubmissionStatus.STATED: translate("Words", "signed, not known to be sent"),
        SubmissionStatus.INTAKE_RECEIPTED: translate("Words", "statement received, files to send"),
        SubmissionStatus.UPLOADING: translate("Words", "sending not finished"),
        SubmissionStatus.UPLOADED: translate("Words", "sent, being checked by the portal"),
        SubmissionStatus.RECEIPTED: translate("Words", "receipt is here"),
        SubmissionStatus.REJECTED: translate("Words", "rejected"),
        SubmissionStatus.UNKNOWN: translate("Words", "outcome unknown"),
        SubmissionStatus.CANCELLED: translate("Words", "given up"),
    }[status]
    icon, tone = {
        SubmissionStatus.RECEIPTED: ("done", Tone.GOOD),
        SubmissionStatus.REJECTED: ("error", Tone.BAD),
        SubmissionStatus.UNKNOWN: ("question", Tone.BAD),
        SubmissionStatus.CANCELLED: ("cancel", Tone.NEUTRAL),
        SubmissionStatus.DRAFT: ("missing", Tone.NEUTRAL),
    }.get(status, ("later", Tone.CAUTION))
    return Sign(icon, word, tone)


def step_word(step: SubmissionStep) -> str:
    """What the program does in *step*."""
    return {
        SubmissionStep.PACK: translate("Words", "Pack the documents"),
        SubmissionStep.SIGN: translate("Words", "Sign the package"),
        SubmissionStep.STATEMENT: translate("Words", "Sign the statement of what is submitted"),
        SubmissionStep.INTAKE: translate("Words", "Hand the statement to the portal"),
        SubmissionStep.UPLOAD: translate("Words", "Send the package"),
        SubmissionStep.VERIFY: translate("Words", "The portal checks what came"),
        SubmissionStep.RECEIPT: translate("Words", "Get and check the receipt"),
    }[step]


def stage_sign(stage: str) -> Sign:
    """What kind of receipt it is."""
    return {
        "intake": Sign("later", translate("Words", "statement received"), Tone.CAUTION),
        "final": Sign("done", translate("Words", "received in full"), Tone.GOOD),
        "rejected": Sign("error", translate("Words", "rejected"), Tone.BAD),
        "lapsed": Sign("error", translate("Words", "lapsed: not complete in time"), Tone.BAD),
    }[stage]


def stated_value(key: str, value: str) -> str:
    """What a document states, as people read it: instants, sizes and stages in words."""
    if key == "stage" and value in {"intake", "final", "rejected", "lapsed"}:
        return stage_sign(value).word
    if key == "size_bytes" and value.isdigit():
        return size_text(int(value))
    # The declared time carries the offset of the declarer's clock: "2026-11-23T13:41:25Z (+00:00)".
    instant, _, offset = value.partition(" ")
    if key == "declared_time" and offset:
        return moment_text_at_offset(datetime.fromisoformat(instant), offset.strip("()"))
    return instant_text(value)


def verdict_sign(indication: Indication) -> Sign:
    """The verdict in one or two words; "not checked" never looks like "bad"."""
    return {
        Indication.TOTAL_PASSED: Sign("done", translate("Words", "valid"), Tone.GOOD),
        Indication.INDETERMINATE: Sign(
            "question", translate("Words", "cannot be confirmed"), Tone.CAUTION
        ),
        Indication.TOTAL_FAILED: Sign("error", translate("Words", "not valid"), Tone.BAD),
        Indication.NOT_CHECKED: Sign(
            "not-checked", translate("Words", "not checked"), Tone.NEUTRAL
        ),
    }[indication]


def role_words(roles: tuple[str, ...]) -> tuple[str, ...]:
    """What the Kazakh certificate roles (extended key usages) allow, in words."""
    words = {
        "1.2.398.3.3.4.1.1": translate("Words", "a private person"),
        "1.2.398.3.3.4.1.2": translate("Words", "a legal person"),
        "1.2.398.3.3.4.1.2.1": translate("Words", "head of the company"),
        "1.2.398.3.3.4.1.2.2": translate("Words", "authorised signatory"),
        "1.2.398.3.3.4.1.2.3": translate("Words", "signatory of financial documents"),
        "1.2.398.3.3.4.1.2.4": translate("Words", "HR officer"),
        "1.2.398.3.3.4.1.2.5": translate("Words", "employee"),
        "1.2.398.3.3.4.1.2.6": translate("Words", "information system"),
    }
    unknown = translate("Words", "role not known ({oid})")
    return tuple(words.get(role) or unknown.format(oid=role) for role in roles)
