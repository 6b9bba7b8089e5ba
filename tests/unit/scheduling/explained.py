"""Draws of the domain's tests as their pages show them."""

import hashlib
import random
from datetime import UTC, date, datetime
from typing import Any

from tarazy_scheduling.adapters.draws.single_draws import Taken
from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw
from tarazy_scheduling.app.draw_figures import Count, CourtFigures, Period
from tarazy_scheduling.domain.commands import ChangePost, CloseCase, CorrectBalance, GrantRecusal
from tarazy_scheduling.domain.draw.account import Correction, Holder, Seat, account_of, correction_of
from tarazy_scheduling.domain.model.drawing import LedgerHead
from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.pages.reader import Reader
from tarazy_shared.tickets import Standing, holder, tickets

from tests.unit.scheduling.domain.courts import World, a_clock_for, a_party, a_post, a_request, an_id, draws, leave
from tests.unit.scheduling.exports import exported

SIGNATURE = "ab" * 48
BEACON = Beacon("quicknet", 6571234, hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest(), SIGNATURE)
NAMES = ("М. Б. Искакова", "G. S. Akhmetova", "К. А. Нұрғалиев", "С. В. Ким", "Р. М. Тулегенова", "А. Б. Оспанова")


def reader(language: Any) -> Reader:
    return Reader(language, "Asia/Almaty")


def shown(record: dict[str, Any], **more: Any) -> ShownDraw:
    """A record as somebody sees it who knows the judges."""
    values: dict[str, Any] = {
        "drawn_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        "secret_day": date(2026, 11, 23),
        "names": {an_id(f"judge{number}"): name for number, name in enumerate(NAMES, 1)},
        "case_number": "7599-26-00-2/3466",
        "category": "Споры из договоров",
        "taken": (),
        "fewest": 3,
        "exclusions": {},
        "chain_published_on": date(2026, 1, 5),
    }
    return ShownDraw(account_of(record), **(values | more))


def a_draw(*, beacon: Beacon | None = BEACON, judges: int = 6, closed: bool = False, **more: Any) -> ShownDraw:
    """The fortieth case of a court of six judges, of whom one is away and one works half time."""
    world = World(judges=judges)
    world.court.beacon_clock = a_clock_for(beacon) if beacon else None
    world.court.ledger = LedgerHead(1144, "5e" * 32)
    if judges > 4:
        world.does(ChangePost(a_post("judge", 5, version=2, share_milli=500)))
    if judges > 1:
        world.does(leave(10))
    for number in range(40):
        world.registers(f"case{number}")
        world.rounds_come_out(beacon)
    (*_, record) = exported(draws(world), secret=None) if closed else exported(draws(world))
    return shown(record, **more)


def a_redraw() -> ShownDraw:
    """A case that was drawn again because its judge was recused."""
    world = World(judges=4)
    world.court.beacon_clock = a_clock_for(BEACON)
    case = world.registers()
    world.rounds_come_out(BEACON)
    judge = world.court.cases[case.case_id].judge_id
    assert judge is not None
    world.does(GrantRecusal(case.case_id, judge))
    world.rounds_come_out(BEACON)
    (*_, record) = exported(draws(world))
    return shown(record, taken=(Taken(judge, True, "<Kinship> of the judge", an_id("judge6")),))


def a_panel(*, presides_again: bool = False) -> ShownDraw:
    """Two drawn beside the judge who presides; or another who presides, with the panel that stays."""
    world = World(judges=6)
    world.court.beacon_clock = a_clock_for(BEACON)
    case = world.registers()
    world.rounds_come_out(BEACON)
    world.hears(a_request(judges=3))  # waits for the draw
    world.rounds_come_out(BEACON)
    if presides_again:
        judge = world.court.cases[case.case_id].judge_id
        assert judge is not None
        world.does(GrantRecusal(case.case_id, judge))
        world.rounds_come_out(BEACON)
    (*_, record) = exported(draws(world))
    return shown(record)


def filed_again() -> ShownDraw:
    """A case that was withdrawn and filed again."""
    world = World(judges=6)
    parties = (a_party("Асель Нурпеисова"), a_party("ТОО «Алтын Дан»", "defendant"))
    first = world.registers("first", parties=parties)
    world.does(CloseCase(first.case_id, world.now, "withdrawn"))
    world.registers("again", parties=parties)
    (*_, record) = exported(draws(world))
    return shown(record, first_number=1)


def a_correction(minutes: int = -90) -> Correction:
    """A judge's workload put right by the sixth."""
    world = World(judges=6)
    world.registers()
    order = CorrectBalance(an_id("order"), an_id("judge1"), minutes, 1, "weight_wrong", an_id("judge6"))
    (fact,) = world.does(order)
    return correction_of(exported([fact])[0])


def some_figures(draws: int = 400, judges: int = 12, sort: str = "fair") -> CourtFigures:
    """Figures of a court's year; of `sort` `steered`, a judge has hardly any of the cases that chance gave."""
    chance, count = random.Random(draws), Count()
    ids = [an_id(f"judge{number}") for number in range(1, judges + 1)]
    for number in range(draws):
        pool = [one for one in ids if chance.random() > 0.2] or ids[:1]
        shares = [
            Standing(one, 500 if one == ids[4 % judges] else 1000, chance.randrange(-(10**9), 10**9)) for one in pool
        ]
        held = tickets(shares, (1, 2))
        total = sum(one.tickets for one in held)
        person_id = holder(held, chance.randrange(total))
        if sort == "steered" and person_id == ids[0]:
            person_id = holder(held, chance.randrange(total))
        holders, first = [], 0
        for one in held:
            holders.append(
                Holder(one.person_id, one.share, one.surplus, first, one.tickets, total, sum(s.share for s in shares))
            )
            first += one.tickets
        count.add_seat(number + 1, Seat(person_id, tuple(holders), chance.randrange(total)), "civil.contract")
    return count.figures(Period(date(2026, 1, 1), date(2026, 12, 31)), datetime(2026, 12, 31, 12, 0, tzinfo=UTC))
