"""How a day came about, in people's words."""

from datetime import date

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.domain.limits.steps import Computation, Limits, Step
from tarazy_scheduling.domain.model.limits import Rule

_TRIGGERS = {
    "filed": message("the day of filing"),
    "accepted": message("the day on which the case was accepted"),
    "preparation_ended": message("the end of the preparation"),
    "custody_since": message("the first day of custody"),
    "custody_limit": message("the last day of custody"),
    "told": message("the day of telling"),
}


class LimitWords:
    """Sentences about limits for one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._words = Words("tarazy_scheduling", reader)

    def outcome(self, limits: Limits) -> list[str]:
        """Between which days the hearing may sit."""
        words = self._words
        if limits.latest_on:
            said = [words.gettext("The last lawful day is %(day)s.", day=self._day(limits.latest_on))]
        else:
            said = [words.gettext("No rule that binds sets a last lawful day now.")]
        first = self._day(limits.first_on)
        said.append(words.gettext("If people are told today, it may sit from %(day)s on.", day=first))
        if limits.asked_days is not None:
            said.append(
                words.ngettext(
                    "The request itself asks for %(n)s working day of notice.",
                    "The request itself asks for %(n)s working days of notice.",
                    limits.asked_days,
                )
            )
        return said

    def title(self, rule: Rule) -> str:
        """What a rule says, with where."""
        name = rule.name.get(self._reader.language) or rule.code
        if rule.act is None:
            return name
        act = rule.act[self._reader.language]
        where = self._words.gettext("%(act)s, article %(article)s", act=act, article=rule.article)
        return f"{name} ({where if rule.article else act})"

    def standing(self, computation: Computation) -> str:
        """Whether hearings are held to a rule, and why not."""
        rule, words = computation.rule, self._words
        if computation.gives_way_to:
            return words.gettext("The rule %(code)s goes before it.", code=computation.gives_way_to)
        if not rule.binding and rule.verified:
            return words.gettext("It is only shown: nobody is held to it.")
        if not rule.binding:
            return words.gettext("Nobody is held to it: it was not verified.")
        if not rule.verified:
            return words.gettext("It holds, but nobody has compared it with the law.")
        return words.gettext("It holds.")

    def step(self, rule: Rule, step: Step) -> str:
        """One step as a sentence."""
        words, on = self._words, self._day(step.on)
        trigger = words.gettext(_TRIGGERS[rule.trigger])
        match step.code:
            case "runs_from":
                return words.gettext("It runs from %(trigger)s: %(day)s.", trigger=trigger, day=on)
            case "has_not_begun":
                return words.gettext("It has not begun: %(trigger)s is not recorded.", trigger=trigger)
            case "ends":
                return words.gettext("%(amount)s later is %(day)s.", amount=self._amount(rule), day=on)
            case "first_day":
                return words.gettext(
                    "With %(amount)s in between, the first day is %(day)s.", amount=self._amount(rule), day=on
                )
            case _:
                return self._later_step(step)

    def _later_step(self, step: Step) -> str:
        words, on, first = self._words, self._day(step.on), self._day(step.from_on)
        match step.code:
            case "stood_still":
                return words.ngettext(
                    "From %(first)s the proceedings were suspended for %(n)s day: it ends on %(day)s.",
                    "From %(first)s the proceedings were suspended for %(n)s days: it ends on %(day)s.",
                    step.days or 0,
                    first=first,
                    day=on,
                )
            case "stands_still":
                return words.gettext("It has stood still since %(first)s: the proceedings are suspended.", first=first)
            case "extended":
                return words.gettext("It was made longer until %(day)s.", day=on)
            case "rolled_over":
                return words.gettext("%(first)s is a day off: the next working day is %(day)s.", first=first, day=on)
            case _:
                return words.gettext("%(day)s is a day off, and the rule does not move it.", day=on)

    def _amount(self, rule: Rule) -> str:
        words = self._words
        match rule.unit:
            case "days":
                return words.ngettext("%(n)s day", "%(n)s days", rule.amount)
            case "working_days":
                return words.ngettext("%(n)s working day", "%(n)s working days", rule.amount)
            case "months":
                return words.ngettext("%(n)s month", "%(n)s months", rule.amount)

    def _day(self, day: date | None) -> str:
        return self._reader.day(day) if day else ""
