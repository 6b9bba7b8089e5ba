"""What happened when, from the chain of secrets that was published ahead to the secret that was opened."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw, opened_at


@dataclass(frozen=True, slots=True)
class Step:
    """One event; `tone` as the page kit has them."""

    at: datetime
    is_day: bool
    """Whether the day alone is known."""
    text: str
    tone: str


def steps_of(draw: ShownDraw, words: Words) -> list[Step]:
    """In the order of time."""
    return [*_chain(draw, words), *_draw(draw, words), *_opening(draw, words)]


def _chain(draw: ShownDraw, words: Words) -> list[Step]:
    zone = words.reader.zone
    if draw.chain_published_on:
        text = words.gettext(
            "The court published a seal on its secrets for many days ahead. It cannot swap one afterwards."
        )
        tone = "ok" if draw.chain_published_on < draw.secret_day else ""
        return [Step(_begins(draw.chain_published_on, zone), True, text, tone)]
    text = words.gettext("The secret of the day was made on the day itself: no seal had been published ahead.")
    return [Step(_begins(draw.secret_day, zone), True, text, "warn")]


def _draw(draw: ShownDraw, words: Words) -> list[Step]:
    frozen = words.gettext(
        "The draw was made. The list of judges and their chances stand in its record and cannot be changed "
        "without changing every record that follows."
    )
    steps = [Step(draw.drawn_at, False, frozen, "ok")]
    beacon = draw.account.beacon
    if beacon is None:
        return steps
    particulars = {"round": words.reader.number(beacon.round), "chain": beacon.chain}
    if beacon.is_of_development:
        text = words.gettext(
            "Round %(round)s of the machine's own beacon “%(chain)s” gave its value. The court's secret and this value "
            "together made the number.",
            **particulars,
        )
        return [*steps, Step(draw.drawn_at, False, text, "")]
    text = words.gettext(
        "Round %(round)s of the public beacon “%(chain)s” gave its random value. The court's "
        "secret and this value together made the number.",
        **particulars,
    )
    return [*steps, Step(draw.drawn_at, False, text, "ok")]


def _opening(draw: ShownDraw, words: Words) -> list[Step]:
    opens = opened_at(draw.secret_day, words.reader.zone)
    if draw.account.secret:
        text = words.gettext("The secret of the day was opened. Since then anybody can repeat the draw.")
        return [Step(opens, False, text, "ok")]
    return [Step(opens, False, words.gettext("The secret of the day will be opened."), "")]


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
