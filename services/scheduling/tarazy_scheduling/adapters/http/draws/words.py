"""A draw in people's words: who could be drawn, who not and why, how the chances came about, what number decided."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draws.codes import EXCLUSIONS, REASONS
from tarazy_scheduling.adapters.http.draws.seat_words import SeatWords, burdens, seat_words
from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw
from tarazy_scheduling.adapters.http.draws.steps import Step, steps_of
from tarazy_scheduling.domain.draw.account import DRAWN, Account
from tarazy_scheduling.domain.draw.proof import RELATED


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A judge who could not be drawn."""

    person_id: UUID
    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry of the ledger in one language."""

    title: str
    about: str
    outcome: tuple[str, ...]
    """The first sentence says it all."""
    tone: str
    why: tuple[str, ...]
    """Why there was a draw."""
    seats: tuple[SeatWords, ...] = ()
    excluded: tuple[ExcludedRow, ...] = ()
    steps: tuple[Step, ...] = ()


def explain(draw: ShownDraw, reader: Reader) -> Explanation:
    """The same words for a page and for programs."""
    words = Words("tarazy_scheduling", reader)
    account = draw.account
    return Explanation(
        title=_title(draw, words),
        about=_about(draw, words),
        outcome=tuple(_outcome(draw, words)),
        tone=_tone(draw),
        why=tuple(_why(draw, words)),
        seats=tuple(seat_words(draw, seat, words, is_first=not order) for order, seat in enumerate(account.seats)),
        excluded=tuple(_excluded(draw, person_id, code, words) for person_id, code in account.excluded),
        steps=tuple(steps_of(draw, words)) if account.rule == DRAWN else (),
    )


def _title(draw: ShownDraw, words: Words) -> str:
    is_drawn = draw.account.rule == DRAWN
    if draw.case_number is None:
        number = words.reader.number(draw.account.number)
        if is_drawn:
            return words.gettext("How a judge was drawn: draw No. %(number)s", number=number)
        return words.gettext("How a case got its judge: entry No. %(number)s", number=number)
    if is_drawn:
        return words.gettext("How a judge was drawn for case %(case)s", case=draw.case_number)
    return words.gettext("How case %(case)s got its judge", case=draw.case_number)


def _about(draw: ShownDraw, words: Words) -> str:
    instant = words.reader.instant(draw.drawn_at)
    if draw.account.rule == DRAWN:
        at = words.gettext("Drawn on %(instant)s", instant=instant)
    else:
        at = words.gettext("Entered on %(instant)s", instant=instant)
    return f"{draw.category}. {at}" if draw.category else at


def _outcome(draw: ShownDraw, words: Words) -> list[str]:
    account = draw.account
    if not account.is_right:
        judge = draw.name(account.person_id)
        return [
            words.gettext(
                "This record is wrong: the number that was drawn does not belong to judge %(judge)s.", judge=judge
            ),
            words.gettext("Tell the court, and check the whole ledger with the program below."),
        ]
    if account.rule == DRAWN:
        return [*_who(draw, words), *_how(draw, words)]
    judge = words.gettext("The case went to judge %(judge)s.", judge=draw.name(account.person_id))
    if account.rule == RELATED:
        return [judge, *_filed_again(draw, words)]
    rule = words.gettext("It followed the rule %(rule)s, for which this page has no words yet.", rule=account.rule)
    return [judge, rule]


def _who(draw: ShownDraw, words: Words) -> list[str]:
    account = draw.account
    presides, panel = draw.name(account.person_id), ", ".join(draw.name(one) for one in account.panel)
    if any(seat.person_id == account.person_id for seat in account.seats):
        judge = words.gettext("The case went to judge %(judge)s.", judge=presides)
        return [judge, words.gettext("The panel stays: %(judges)s.", judges=panel)] if panel else [judge]
    drawn = ", ".join(draw.name(seat.person_id) for seat in account.seats)
    return [
        words.gettext("Drawn for the panel: %(judges)s.", judges=drawn),
        words.gettext("Judge %(judge)s presides.", judge=presides),
    ]


def _how(draw: ShownDraw, words: Words) -> list[str]:
    """How it came about, for whoever reads no further."""
    account = draw.account
    could, could_not = len(account.seats[0].holders), len(account.excluded)
    said = [words.ngettext("%(n)s judge could be drawn.", "%(n)s judges could be drawn.", could)]
    if could_not:
        said.append(words.ngettext("%(n)s judge could not be drawn.", "%(n)s judges could not be drawn.", could_not))
    if could <= len(account.seats):
        return [*said, words.gettext("There was nobody else to choose from, so chance had no part in it.")]
    if could < draw.fewest:
        said.append(words.gettext("That is fewer than the court asks for, so chance had little part in it."))
    if account.beta and burdens(account.seats[0]) > 1:
        said.append(words.gettext("Judges with less work had a somewhat higher chance."))
    if len(account.seats) == 1:
        said.append(words.gettext("One number decided, and nobody chose it."))
    else:
        said.append(words.gettext("A number decided for each seat, and nobody chose it."))
    return [*said, _foreseen(account, words)]


def _foreseen(account: Account, words: Words) -> str:
    if account.beacon is None:
        return words.gettext(
            "No public beacon took part, so that whoever read the court's database on that day could have foreseen it."
        )
    if account.beacon.is_of_development:
        return words.gettext(
            "The beacon that took part was this machine's own, for trials: whoever has its key could have "
            "foreseen the number."
        )
    return words.gettext("Nobody could foresee it either: a public beacon outside the court took part.")


def _filed_again(draw: ShownDraw, words: Words) -> list[str]:
    said = [
        words.gettext("The same parties had filed about the same before, so it went to the judge drawn then."),
        words.gettext("Nothing was drawn: who files again cannot look for another judge."),
    ]
    if draw.first_number is not None:
        number = words.reader.number(draw.first_number)
        said.append(words.gettext("The case before got its judge by draw No. %(number)s.", number=number))
    return said


def _tone(draw: ShownDraw) -> str:
    account = draw.account
    if not account.is_right:
        return "bad"
    if account.rule != DRAWN:
        return ""
    few = any(len(seat.holders) < draw.fewest for seat in account.seats[:1])
    return "warn" if few or account.beacon is None or account.beacon.is_of_development else "ok"


def _why(draw: ShownDraw, words: Words) -> list[str]:
    reason = REASONS.get(draw.account.reason)
    said = [words.gettext(reason) if reason else draw.account.reason]
    for taken in draw.taken:
        if taken.beside:
            said.append(words.gettext("A seat was taken from judge %(judge)s.", judge=draw.name(taken.person_id)))
        else:
            said.append(words.gettext("It was taken from judge %(judge)s.", judge=draw.name(taken.person_id)))
        if taken.is_part_heard:
            said.append(words.gettext("A hearing had been held before that judge."))
        if taken.approver and taken.stated:
            approver = draw.name(taken.approver)
            said.append(words.gettext("Approved by %(approver)s: “%(stated)s”", approver=approver, stated=taken.stated))
    return said


def _excluded(draw: ShownDraw, person_id: UUID, code: str, words: Words) -> ExcludedRow:
    sentence = EXCLUSIONS.get(code)
    reason = words.gettext(sentence) if sentence else draw.exclusions.get(code, code)
    return ExcludedRow(person_id, draw.name(person_id), code, reason)
