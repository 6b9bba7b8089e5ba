"""Notices to simulated recipients: played in the house, with the receipts that real ones would bring."""

from datetime import timedelta
from random import Random

from tarazy_notifications.adapters.channels.simulated.gateway import around
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.sender import Lane
from tarazy_notifications.domain.delivery.simulated import Behaviour

from tests.integration.notifications.court import Installation, Matter, court, directory, email, party

ENDS = {
    Behaviour.DELIVERED: ("delivered", None),
    Behaviour.READ: ("read", None),
    Behaviour.SILENT: ("sent", None),
    Behaviour.SLOW: ("delivered", None),
    Behaviour.BUSY: ("queued", "simulated_busy"),
    Behaviour.REFUSED: ("failed", "simulated_refusal"),
    Behaviour.BOUNCED: ("bounced", "simulated_bounce"),
}


async def told(installation: Installation, *, allowed: bool) -> dict[str, tuple[str, str | None]]:
    """State and reason of each recipient after everything that happens by itself."""
    parties = tuple(
        party(behaviour, contacts=email(f"{behaviour}+1@simulated.tarazy.invalid")) for behaviour in Behaviour
    )
    one = Matter((*parties, party("real")))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    receiving = Receiving(installation.work)
    real = installation.lane.gateways

    async def sleep(seconds: float) -> None:
        installation.clock.step(timedelta(seconds=seconds))

    gateways = around(real, allowed=allowed, report=receiving.take, sleep=sleep)
    lane = Lane(installation.work, gateways, Random(7), installation.lane.attempts, sleep)
    await installation.send_all(lane)
    while await receiving.step():
        pass
    rows = await installation.pool.fetch("SELECT name, state, reason FROM notices ORDER BY place")
    return {row["name"]: (row["state"], row["reason"]) for row in rows}


async def test_each_behaves_as_its_address_says_and_nothing_leaves_the_house(installation: Installation) -> None:
    found = await told(installation, allowed=True)
    assert found.pop("real") == ("sent", None)
    assert found == {str(behaviour): end for behaviour, end in ENDS.items()}
    assert [to for to, _, _ in installation.mails()] == ["real@party.test"]
    words = await installation.pool.fetchval("SELECT count(*) FROM notice_words")
    assert words == len([one for one in ENDS if one not in (Behaviour.BUSY, Behaviour.REFUSED)]) + 1


async def test_where_they_are_not_allowed_nothing_leaves_either(installation: Installation) -> None:
    found = await told(installation, allowed=False)
    assert found.pop("real") == ("sent", None)
    assert set(found.values()) == {("failed", "simulated_address")}
    assert [to for to, _, _ in installation.mails()] == ["real@party.test"]
