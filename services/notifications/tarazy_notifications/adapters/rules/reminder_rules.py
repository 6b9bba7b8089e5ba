"""Rules of the kind `reminders`: the ladder."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from tarazy_shared.contracts.fields import Day, wrong

from tarazy_notifications.adapters.rules.fields import HearingForm, Roles
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.timing.before import read_before
from tarazy_notifications.domain.timing.ladder import Ladder, Tier

Days = Annotated[tuple[Day, ...], Field(max_length=1000)]


def _written(text: str) -> str:
    return str(read_before(text))


class TierBody(BaseModel):
    """One rung of the ladder."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    before: Annotated[str, AfterValidator(_written)]
    """How long before the first sitting: `3h`, `7d`, or `2wd` for working days of the court."""
    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,20}$")] | None = None
    """Ends the topic of its notices, `hearing_reminder_<name>`; by default what `before` says."""
    roles: Roles = ()
    """Who is reminded; nobody named, everybody."""
    forms: Annotated[tuple[HearingForm, ...], Field(max_length=3)] = ()
    """Hearings of which form; none named, all."""
    hearing_types: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,64}$")], ...], Field(max_length=50)
    ] = ()
    """Hearings of which type; none named, all."""

    @property
    def tier(self) -> Tier:
        """As the domain has it."""
        return Tier(
            self.name or self.before,
            read_before(self.before),
            frozenset(self.roles),
            frozenset(self.forms),
            frozenset(self.hearing_types),
        )


_DEFAULT = (
    TierBody(before="7d", roles=("party", "representative")),
    TierBody(before="1d"),
    TierBody(before="3h", roles=("party", "representative"), forms=("video",)),
)


class ReminderBody(RuleBody):
    """The whole ladder; no tiers, no reminders."""

    tiers: Annotated[tuple[TierBody, ...], Field(max_length=20)] = _DEFAULT
    closed: Days = ()
    """Days that are no working days for reminders, besides those that the court's calendar closes."""
    open: Days = ()
    """Days that are working days for them, whatever the court's calendar says."""

    @model_validator(mode="after")
    def _named_apart(self) -> "ReminderBody":
        names = [one.tier.name for one in self.tiers]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise wrong(f"{name} is the name of another tier too", f"tiers[{place}].name")
        return self


REMINDERS: RuleKind[Ladder] = RuleKind(
    "reminders",
    "Who is reminded of a hearing, and how long before it",
    ReminderBody,
    lambda body: Ladder(tuple(one.tier for one in body.tiers), frozenset(body.closed), frozenset(body.open)),
)
