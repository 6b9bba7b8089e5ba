"""One choice of a judge in people's words: who held which tickets, and which number decided."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw, opened_at
from tarazy_scheduling.domain.draw.account import Holder, Seat

MICROS_A_MINUTE = 1_000_000
FULL_TIME = 1000
"""As shares count it."""


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
    """The choice in one language."""

    about: str
    rows: tuple[HolderRow, ...]
    has_part_time: bool
    note: str
    number: str | None
    """As people write it; None while it is not known."""
    decided: str


def seat_words(draw: ShownDraw, seat: Seat, words: Words, *, is_first: bool) -> SeatWords:
    """The choice for one seat; whoever was drawn for an earlier one is out of it."""
    return SeatWords(
        about=words.ngettext(
            "Think of %(n)s numbered ticket. The number that is drawn belongs to one judge.",
            "Think of %(n)s numbered tickets. Each judge holds a run of them. "
            "The number that is drawn belongs to one judge.",
            seat.total,
        ),
        rows=tuple(_holder(draw, seat, one, words) for one in seat.holders),
        has_part_time=any(one.share != FULL_TIME for one in seat.holders),
        note=_note(draw.account.beta, seat, words, is_first=is_first) if len(seat.holders) > 1 else "",
        number=None if seat.number is None else words.reader.number(seat.number),
        decided=_decided(draw, seat, words),
    )


def burdens(seat: Seat) -> int:
    """How many different burdens there are."""
    return len({one.burden for one in seat.holders})


def workload(minutes: float, words: Words) -> str:
    """What somebody carries beside a fair share, in whole minutes."""
    whole = int(abs(minutes) + 0.5)
    if whole == 0:
        return words.gettext("a fair share")
    shown = words.reader.number(whole)
    if minutes < 0:
        return words.gettext("%(minutes)s min less", minutes=shown)
    return words.gettext("%(minutes)s min more", minutes=shown)


def _holder(draw: ShownDraw, seat: Seat, one: Holder, words: Words) -> HolderRow:
    reader = words.reader
    first, last = reader.number(one.first), reader.number(one.last)
    return HolderRow(
        person_id=one.person_id,
        name=draw.name(one.person_id),
        share=reader.percent(Fraction(one.share, FULL_TIME)),
        workload=workload(one.surplus / MICROS_A_MINUTE, words),
        chance=reader.percent(one.chance),
        even=reader.percent(one.even),
        tickets=f"{first} – {last}" if one.tickets else "—",
        is_drawn=one.person_id == seat.person_id,
    )


def _note(beta: Fraction, seat: Seat, words: Words, *, is_first: bool) -> str:
    said = []
    if any(one.share != FULL_TIME for one in seat.holders):
        said.append(words.gettext("An even chance follows the share of full time."))
    if not is_first:
        said.append(words.gettext("Each judge holds as many tickets as before; those of who is drawn are gone."))
    elif beta:
        swing = words.reader.percent(beta)
        said.append(
            words.gettext("Workload moves a chance by no more than %(swing)s of the even one, up or down.", swing=swing)
        )
    else:
        said.append(words.gettext("Workload does not move the chances in this court."))
    if beta and burdens(seat) < len(seat.holders):
        said.append(words.gettext("Judges with the same workload stand in a fixed order, that of their ids."))
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
