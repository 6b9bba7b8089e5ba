"""Seats of a panel: drawn by a round of the beacon, left by recusal, drawn again. The initiator never has one."""

from collections.abc import Iterator
from uuid import UUID

from tarazy_shared.beacons.beacon import comes_out_at, round_after

from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.drawing import drawn, ordered
from tarazy_hr.domain.discipline.surroundings import BodyMember, Decision, Surroundings
from tarazy_hr.domain.refusal import conflict, unknown


def order_panel(case: DisciplinaryCase, around: Surroundings) -> Decision:
    """Fix from whom the free seats are drawn, and by which round."""
    if case.phase not in ("referred", "appealed"):
        return conflict("case_id", "wrong_phase", phase=case.phase)
    if case.order is not None:
        return ()
    if around.beacon is None:
        return conflict("", "no_beacon")
    instance = case.instance
    seats = case.missing_seats(instance)
    members = [one for one in around.body if one.sits_in == instance]
    left_out = dict(_left_out(case, members, around))
    pool = {one.person_id: one.panels for one in members if one.person_id not in left_out}
    if len(pool) < seats:
        return conflict("", "pool_too_small", seats=seats, members=len(pool))
    number = round_after(around.beacon, around.now)
    due_at = comes_out_at(around.beacon, number)
    order = ordered(
        case.received.case_id, instance, case.draws + 1, seats, pool, left_out, around.beacon.chain, number, due_at
    )
    return (order,)


def draw(case: DisciplinaryCase, command: commands.Draw, around: Surroundings) -> Decision:
    """Draw by the round that was fixed. Somebody who can no longer sit is recused at once, and drawn for again."""
    order, beacon = case.order, command.beacon
    if order is None:
        return ()
    if (beacon.chain, beacon.round) != (order.chain, order.round):
        return conflict("round", "another_round", round=order.round)
    done: list[facts.Fact] = [
        facts.PanelDrawn(order.draw, drawn(order, beacon.randomness), beacon.randomness, beacon.signature)
    ]
    case.take(done[0])
    for member in case.panels[order.instance]:
        if not around.sits(member, order.instance):
            done.append(facts.Recused(member, "found"))
    return tuple(done)


def recuse(case: DisciplinaryCase, command: commands.Recuse, around: Surroundings) -> Decision:
    """Take a member off the panel, before it has decided. A hearing that lies ahead is one of a panel that is none."""
    if command.member in case.recused:
        return ()
    if case.phase == "decided" or command.member not in case.panels.get(case.instance, ()):
        return unknown("member", "not_of_panel", command.member)
    if case.order is not None:
        return conflict("member", "draw_waits", round=case.order.round)
    return *case.called_off(around.now), facts.Recused(command.member, command.ground)


def _left_out(case: DisciplinaryCase, members: list[BodyMember], around: Surroundings) -> Iterator[tuple[UUID, str]]:
    received, seated = case.received, {who for panel in case.panels.values() for who in panel}
    of_the_judge = {received.court_id, around.judge_court}
    for one in members:
        who = one.person_id
        if who == received.judge:
            yield who, "judge"
        elif who in case.complainants:
            yield who, "complainant"
        elif who in case.initiators:
            yield who, "initiator"
        elif who in case.recused:
            yield who, "recused"
        elif who in seated:
            yield who, "seated"
        elif one.interested:
            yield who, "interest_declared"
        elif one.away is not None:
            yield who, one.away
        elif one.court_id in of_the_judge and one.court_id is not None and not case.rules.own_court_sits:
            yield who, "own_court"
