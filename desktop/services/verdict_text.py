"""A verdict as JSON text for the database, and back."""

import json

from signing.validation.verdict import Indication, Reason, SubIndication, Verdict


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """The members of a verdict, as the command line prints them (docs/cli.md)."""
    return {
        "indication": verdict.indication.value,
        "sub_indication": None if verdict.sub_indication is None else verdict.sub_indication.value,
        "reasons": [{"code": one.code, "facts": one.facts} for one in verdict.reasons],
        "remarks": [{"code": one.code, "facts": one.facts} for one in verdict.remarks],
    }


def verdict_text(verdict: Verdict) -> str:
    """For the database."""
    return json.dumps(verdict_json(verdict), ensure_ascii=False)


def read_verdict(text: str) -> Verdict:
    """What `verdict_text` wrote."""
    value = json.loads(text)
    sub = value["sub_indication"]
    return Verdict(
        Indication(value["indication"]),
        None if sub is None else SubIndication(sub),
        tuple(Reason(one["code"], one["facts"]) for one in value["reasons"]),
        tuple(Reason(one["code"], one["facts"]) for one in value["remarks"]),
    )
