"""Rules of the kind `deadlines`: how long before its day a deadline is told again."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator

from tarazy_notifications.adapters.rules.fields import Clock
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.matters.deadlines import LeadTimes
from tarazy_notifications.domain.timing.before import read_before


def _days(text: str) -> str:
    before = read_before(text)
    if before.unit == "h":
        raise ValueError("must be days or working days, such as 60d or 2wd: a deadline is a day")
    return str(before)


Lead = Annotated[str, AfterValidator(_days)]


class DeadlineBody(RuleBody):
    """How long before: `60d`, or `2wd` for working days of the court; null for never."""

    at: Clock = time(9)
    """When somebody is reminded, by the clocks of the court."""
    training_certificate: Lead | None = "60d"
    """Before a certificate runs out that was not renewed."""
    evaluation_reply: Lead | None = "2d"
    """Before the reply to an evaluation ends."""
    evaluation_appeal: Lead | None = "3d"
    """Before the appeal against an evaluation ends."""
    discipline_reply: Lead | None = "2d"
    """Before the explanation in a disciplinary case ends."""
    discipline_appeal: Lead | None = "3d"
    """Before the appeal against a disciplinary decision ends."""


def _lead_times(body: DeadlineBody) -> LeadTimes:
    leads = body.model_dump(exclude={"at"})
    return LeadTimes(body.at, {f"{name}_near": read_before(lead) if lead else None for name, lead in leads.items()})


DEADLINES: RuleKind[LeadTimes] = RuleKind(
    "deadlines",
    "How long before its day a deadline of training, evaluation or discipline is told again",
    DeadlineBody,
    _lead_times,
)
