"""A draw in people's words: who could be drawn, who not and why, how the chances came about, what number decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draw_codes import EXCLUSIONS, REASONS
from tarazy_scheduling.adapters.single_draws import Taken
from tarazy_scheduling.domain.account import DRAWN, Account, Holder, Seat

MICROS_A_MINUTE = 1_000_000
FULL_TIME = 1000
"""As shares count it."""


@dataclass(frozen=True, slots=True)
class ShownDraw:
    """A draw with what a reader may know beside its record. No party is named."""

    account: Account
    drawn_at: datetime
    secret_day: date
    """Of the court; when it is over the secret is open."""
    names: Mapping[UUID, str]
    """Of judges."""
    case_number: str | None
    """None for a confidential case."""
    category: str | None
    """In the reader's language; None for a confidential case."""
    taken: Taken | None
    """How the case was taken from the judge before."""
    fewest: int
    """With fewer who can be drawn, the court marks a draw."""
    exclusions: Mapping[str, str]
    """What the catalogue calls the codes for which there is no sentence here."""

    def name(self, person_id: UUID) -> str:
        """A judge's name; somebody unknown stands as the first digits of the id."""
        return self.names.get(person_id) or str(person_id)[:8]


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A judge who could be drawn."""

    person_id: UUID
    name: str
    share: str
    workload: str
    chance: str
    even: str
    tickets: str
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class SeatWords:
    """One choice of a judge."""

    about: str
    rows: tuple[HolderRow, ...]
    has_part_time: bool
    note: str
    number: str | None
    """As people write it; None while it is not known."""
    decided: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A judge who could not be drawn."""

    person_id: UUID
    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """What happened when; `tone` as the page kit has them."""

    at: datetime
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A draw in one language."""

    title: str
    about: str
    outcome: tuple[str, ...]
    """The first sentence says it all."""
    tone: str
    why: tuple[str, ...]
    """Why there was a draw."""
    seats: tuple[SeatWords, ...]
    excluded: tuple[ExcludedRow, ...]
    steps: tuple[Step, ...]


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
        seats=tuple(_seat(draw, seat, words) for seat in account.seats),
        excluded=tuple(_excluded(draw, person_id, code, words) for person_id, code in account.excluded),
        steps=tuple(_steps(draw, words)),
    )


def opened_at(secret_day: date, zone: str) -> datetime:
    """When the secret of a court's day is open: at the beginning of the next."""
    return datetime.combine(secret_day + timedelta(days=1), time(), ZoneInfo(zone))


# What came out ------------------------------------------------------------------------------------------------------


def _title(draw: ShownDraw, words: Words) -> str:
    if draw.case_number is None:
        number = words.reader.number(draw.account.number)
        return words.gettext("How a judge was drawn: draw No. %(number)s", number=number)
    return words.gettext("How a judge was drawn for case %(case)s", case=draw.case_number)


def _about(draw: ShownDraw, words: Words) -> str:
    drawn_at = words.gettext("Drawn on %(instant)s", instant=words.reader.instant(draw.drawn_at))
    return f"{draw.category}. {drawn_at}" if draw.category else drawn_at


def _outcome(draw: ShownDraw, words: Words) -> list[str]:
    account = draw.account
    if not account.is_right:
        return [
            words.gettext(
                "This record is wrong: the number that was drawn does not belong to judge %(judge)s.",
                judge=draw.name(account.person_id),
            ),
            words.gettext("Tell the court, and check the whole ledger with the program below."),
        ]
    said = [words.gettext("The case went to judge %(judge)s.", judge=draw.name(account.person_id))]
    if account.rule != DRAWN:
        return [
            *said,
            words.gettext("It followed the rule %(rule)s, for which this page has no words yet.", rule=account.rule),
        ]
    could, could_not = len(account.seats[0].holders), len(account.excluded)
    said.append(words.ngettext("%(n)s judge could be drawn.", "%(n)s judges could be drawn.", could))
    if could_not:
        said.append(words.ngettext("%(n)s judge could not be drawn.", "%(n)s judges could not be drawn.", could_not))
    if could == 1:
        said.append(words.gettext("With one judge to choose from, chance had no part in it."))
        return said
    if could < draw.fewest:
        said.append(words.gettext("That is fewer than the court asks for, so chance had little part in it."))
    if account.beta and _burdens(account.seats[0]) > 1:
        said.append(words.gettext("Judges with less work had a somewhat higher chance."))
    said.append(words.gettext("One number decided, and nobody chose it."))
    if account.beacon and account.beacon.is_of_development:
        said.append(
            words.gettext(
                "The beacon that took part was this machine's own, for trials: whoever has its key could have "
                "foreseen the number."
            )
        )
    elif account.beacon:
        said.append(words.gettext("Nobody could foresee it either: a public beacon outside the court took part."))
    else:
        said.append(
            words.gettext(
                "No public beacon took part, so that whoever read the court's database on that day "
                "could have foreseen it."
            )
        )
    return said


def _tone(draw: ShownDraw) -> str:
    if not draw.account.is_right:
        return "bad"
    few = any(len(seat.holders) < draw.fewest for seat in draw.account.seats)
    beacon = draw.account.beacon
    return "warn" if few or beacon is None or beacon.is_of_development else "ok"


def _why(draw: ShownDraw, words: Words) -> list[str]:
    reason = REASONS.get(draw.account.reason)
    said = [words.gettext(reason) if reason else draw.account.reason]
    taken = draw.taken
    if taken:
        said.append(words.gettext("It was taken from judge %(judge)s.", judge=draw.name(taken.person_id)))
        if taken.is_part_heard:
            said.append(words.gettext("A hearing had been held before that judge."))
        if taken.approver and taken.stated:
            approver = draw.name(taken.approver)
            said.append(words.gettext("Approved by %(approver)s: “%(stated)s”", approver=approver, stated=taken.stated))
    return said


# Who could be drawn -------------------------------------------------------------------------------------------------


def _seat(draw: ShownDraw, seat: Seat, words: Words) -> SeatWords:
    number = None if seat.number is None else words.reader.number(seat.number)
    return SeatWords(
        about=words.ngettext(
            "Think of %(n)s numbered ticket. The number that is drawn belongs to one judge.",
            "Think of %(n)s numbered tickets. Each judge holds a run of them. "
            "The number that is drawn belongs to one judge.",
            seat.total,
        ),
        rows=tuple(_holder(draw, seat, one, words) for one in seat.holders),
        has_part_time=any(one.share != FULL_TIME for one in seat.holders),
        note=_note(draw.account.beta, seat, words) if len(seat.holders) > 1 else "",
        number=number,
        decided=_decided(draw, seat, words),
    )


def _holder(draw: ShownDraw, seat: Seat, one: Holder, words: Words) -> HolderRow:
    reader = words.reader
    first, last = reader.number(one.first), reader.number(one.last)
    return HolderRow(
        person_id=one.person_id,
        name=draw.name(one.person_id),
        share=reader.percent(Fraction(one.share, FULL_TIME)),
        workload=_workload(one.surplus, words),
        chance=reader.percent(one.chance),
        even=reader.percent(one.even),
        tickets=f"{first} – {last}" if one.tickets else "—",
        is_drawn=one.person_id == seat.person_id,
    )


def _burdens(seat: Seat) -> int:
    """How many different burdens there are."""
    return len({one.burden for one in seat.holders})


def _workload(surplus: int, words: Words) -> str:
    minutes = (abs(surplus) + MICROS_A_MINUTE // 2) // MICROS_A_MINUTE
    if minutes == 0:
        return words.gettext("a fair share")
    shown = words.reader.number(minutes)
    if surplus < 0:
        return words.gettext("%(minutes)s min less", minutes=shown)
    return words.gettext("%(minutes)s min more", minutes=shown)


def _note(beta: Fraction, seat: Seat, words: Words) -> str:
    said = []
    if any(one.share != FULL_TIME for one in seat.holders):
        said.append(words.gettext("An even chance follows the share of full time."))
    if beta:
        swing = words.reader.percent(beta)
        said.append(
            words.gettext("Workload moves a chance by no more than %(swing)s of the even one, up or down.", swing=swing)
        )
        if _burdens(seat) < len(seat.holders):
            said.append(words.gettext("Judges with the same workload stand in a fixed order, that of their ids."))
    else:
        said.append(words.gettext("Workload does not move the chances in this court."))
    said.append(words.gettext("Percentages are rounded; the tickets are exact."))
    return " ".join(said)


def _decided(draw: ShownDraw, seat: Seat, words: Words) -> str:
    if seat.number is None:
        opens = words.reader.instant(opened_at(draw.secret_day, words.reader.zone))
        return words.gettext(
            "The number follows from a secret that stays closed until %(instant)s. Then it is shown "
            "here, and anybody can compute it.",
            instant=opens,
        )
    number = words.reader.number(seat.number)
    drawn = seat.drawn
    return words.gettext(
        "Ticket %(number)s is held by judge %(judge)s.",
        number=number,
        judge=draw.name(drawn.person_id) if drawn else "—",
    )


def _excluded(draw: ShownDraw, person_id: UUID, code: str, words: Words) -> ExcludedRow:
    sentence = EXCLUSIONS.get(code)
    reason = words.gettext(sentence) if sentence else draw.exclusions.get(code, code)
    return ExcludedRow(person_id, draw.name(person_id), code, reason)


# Why nobody could steer it ------------------------------------------------------------------------------------------

_FROZEN = message(
    "The draw was made. The list of judges and their chances stand in its record and cannot be changed "
    "without changing every record that follows."
)


def _steps(draw: ShownDraw, words: Words) -> list[Step]:
    account = draw.account
    steps = [Step(draw.drawn_at, words.gettext(_FROZEN), "ok")]
    if account.beacon and account.beacon.is_of_development:
        beacon = words.gettext(
            "Round %(round)s of the machine's own beacon “%(chain)s” gave its value. The court's secret and this value "
            "together made the number.",
            round=words.reader.number(account.beacon.round),
            chain=account.beacon.chain,
        )
        steps.append(Step(draw.drawn_at, beacon, ""))
    elif account.beacon:
        beacon = words.gettext(
            "Round %(round)s of the public beacon “%(chain)s” gave its random value. The court's "
            "secret and this value together made the number.",
            round=words.reader.number(account.beacon.round),
            chain=account.beacon.chain,
        )
        steps.append(Step(draw.drawn_at, beacon, "ok"))
    opens = opened_at(draw.secret_day, words.reader.zone)
    if account.secret:
        text = words.gettext("The secret of the day was opened. Since then anybody can repeat the draw.")
        steps.append(Step(opens, text, "ok"))
    else:
        steps.append(Step(opens, words.gettext("The secret of the day will be opened."), ""))
    return steps
