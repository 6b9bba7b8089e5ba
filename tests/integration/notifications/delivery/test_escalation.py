"""Whoever a notice has not reached is told by another channel, and then by a clerk."""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

from tarazy_notifications.adapters.rules import store as rule_store
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.rules.store import Entered
from tarazy_notifications.app.delivery.escalating import Escalating
from tarazy_notifications.app.delivery.failing_over import FailingOver
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.delivery.tasks import Closing
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt
from tarazy_notifications.domain.people import ChannelName
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.hearings import PersonIds

from tests.integration.notifications.court import (
    COURT,
    FIRST_SITTING,
    JUDGE,
    Installation,
    Matter,
    court,
    directory,
    party,
)
from tests.integration.notifications.mail_server import MailServerStub

BOTH: frozenset[ChannelName] = frozenset({"email", "sms"})
REACHABLE = (Contact(channel="email", address="anna@party.test"), Contact(channel="sms", address="+77010000001"))


async def told(installation: Installation, *contacts: Contact) -> Matter:
    """A hearing that one party alone is told of."""
    one = Matter((party("Anna", contacts=contacts),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled(person_ids=nobody()))
    return one


def nobody() -> PersonIds:
    """The judge alone, who has no contact."""
    return PersonIds(judges=(JUDGE,), clerk=None, interpreters=())


async def look_after(installation: Installation, channels: frozenset[ChannelName] = BOTH) -> None:
    """What goes on beside the lanes, once."""
    rules = Rules(KINDS)
    await FailingOver(installation.work, rules, channels).step()
    await Escalating(installation.work, rules, channels).step()
    await Closing(installation.work, rules).step()


async def by_channel(installation: Installation) -> list[tuple[str, str]]:
    rows = await installation.pool.fetch("SELECT channel, state FROM notices ORDER BY place")
    return [(row["channel"], row["state"]) for row in rows]


async def tasks(installation: Installation, whose: str = "") -> list[tuple[str, str, str | None, str | None]]:
    """Kind, state, reason and note of those about people with a notice, or about the others."""
    rows = await installation.pool.fetch(
        "SELECT kind, state, reason, note_code FROM tasks WHERE (notice_id IS NULL) = $1 ORDER BY opened_at, kind",
        whose == "without a notice",
    )
    return [tuple(row) for row in rows]


async def rule(
    installation: Installation, document: str, kind: str = "escalation", court_id: str | None = COURT
) -> None:
    async with installation.work.begin() as uow:
        entered = Entered(date(2026, 11, 1), 0, document, uow.now, None, "key:1")
        await rule_store.add(uow.connection, kind, court_id, entered, date(2026, 11, 1))
    installation.rules.forget()


async def test_what_is_refused_for_good_is_sent_by_the_next_channel_and_then_is_a_clerks(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await told(installation, *REACHABLE)
    mail_server.to_rcpt.append("550 no such user")
    await installation.send_all()
    await look_after(installation)
    assert await by_channel(installation) == [("email", "failed"), ("sms", "queued")]
    first, second = await installation.pool.fetch("SELECT * FROM notices ORDER BY place")
    assert (second["instead_of"], second["address"]) == (first["notice_id"], "+77010000001")
    queued = await installation.facts("queued")
    assert queued[0]["cause"] == queued[1]["cause"], "the hearing event brought about both"
    assert await tasks(installation) == []
    await installation.send_all()
    assert (await by_channel(installation))[1] == ("sms", "failed"), "these lanes have no gateway for it"
    await look_after(installation)
    await look_after(installation)
    assert await tasks(installation) == [("cannot_be_told", "open", "no_gateway", None)]
    (escalated,) = await installation.facts("escalated")
    assert (escalated["notice_id"], escalated["channel"]) == (str(second["notice_id"]), "sms")


async def test_nobody_gets_two_when_one_has_worked(installation: Installation, mail_server: MailServerStub) -> None:
    await told(installation, *REACHABLE)
    await installation.send_all()
    installation.clock.now = FIRST_SITTING - timedelta(hours=23)
    await look_after(installation)
    assert await by_channel(installation) == [("email", "sent")]
    assert await tasks(installation) == []


async def test_a_bounce_that_comes_later_is_made_good_too(installation: Installation) -> None:
    await told(installation, *REACHABLE)
    await installation.send_all()
    notice_id = await installation.pool.fetchval("SELECT notice_id FROM notices")
    bounced = Receipt("1", Happening.BOUNCED, installation.clock.now, notice_id)
    await Receiving(installation.work).take("email", [bounced])
    await look_after(installation)
    assert await by_channel(installation) == [("email", "bounced"), ("sms", "queued")]


async def test_an_installation_without_any_gateway_keeps_no_clerk_busy(installation: Installation) -> None:
    await told(installation, *REACHABLE)
    lane = installation.new_lane()
    lane.gateways.clear()  # type: ignore[attr-defined]
    await installation.send_all(lane)
    await look_after(installation, frozenset())
    assert await by_channel(installation) == [("email", "failed")]
    assert await tasks(installation) == []


async def test_who_does_not_count_as_told_when_the_hearing_comes_near_is_told_otherwise_then_by_a_clerk(
    installation: Installation,
) -> None:
    await rule(installation, '{"proof": {"email": "delivered", "sms": "delivered"}, "tells_of_no_contact": false}')
    await told(installation, *REACHABLE)
    await installation.send_all()
    await look_after(installation)
    assert await by_channel(installation) == [("email", "sent")], "it is not near"
    installation.clock.now = FIRST_SITTING - timedelta(hours=24)
    await look_after(installation)
    assert [channel for channel, _ in await by_channel(installation)] == ["email", "sms"]
    assert await tasks(installation) == [], "the other channel has its time"
    installation.clock.step(timedelta(hours=1))
    await look_after(installation)
    assert await tasks(installation) == [("no_proof", "open", None, None)]
    (escalated,) = await installation.facts("escalated")
    assert escalated["reason"] == "no_proof"
    notice_id = await installation.pool.fetchval("SELECT notice_id FROM notices WHERE channel = 'email'")
    delivered = Receipt("1", Happening.DELIVERED, installation.clock.now, notice_id)
    await Receiving(installation.work).take("email", [delivered])
    await look_after(installation)
    assert await tasks(installation) == [("no_proof", "done", None, "proof_came")]


async def test_a_task_about_a_hearing_that_has_changed_closes_by_itself(
    installation: Installation, mail_server: MailServerStub
) -> None:
    one = await told(installation, REACHABLE[0])
    mail_server.to_rcpt.append("550 no such user")
    await installation.send_all()
    await look_after(installation)
    assert await tasks(installation) == [("cannot_be_told", "open", "smtp_550", None)]
    await installation.take(one.cancelled())
    await installation.send_all()
    await look_after(installation)
    assert await tasks(installation) == [("cannot_be_told", "done", "smtp_550", "superseded")]


async def test_who_has_no_contact_is_a_clerks_to_tell(installation: Installation) -> None:
    await told(installation)
    await look_after(installation)
    installation.clock.now = FIRST_SITTING - timedelta(hours=24)
    await look_after(installation)
    await look_after(installation)
    found = await tasks(installation, "without a notice")
    assert found == [("cannot_be_told", "open", "no_contact", None)] * 2, "the party and the judge"
    assert await installation.facts("escalated") == [], "there is no notice to tell of"
    installation.clock.now = FIRST_SITTING + timedelta(days=2)
    await look_after(installation)
    assert {note for _, _, _, note in await tasks(installation, "without a notice")} == {"over"}


async def test_hearings_known_before_anybody_looked_are_looked_at_too(installation: Installation) -> None:
    one = await told(installation, REACHABLE[0])
    await installation.take(one.rescheduled(datetime(2126, 12, 1, 5, 0, tzinfo=UTC)))
    armed = await installation.pool.fetch("SELECT hearing_id, version, begins_at FROM proof_checks")
    await installation.pool.execute("DELETE FROM proof_checks")
    migrations = files("tarazy_notifications").joinpath("migrations").iterdir()
    script = next(one for one in migrations if one.name.endswith("_checks_of_known_hearings.sql"))
    await installation.pool.execute(script.read_text())
    now = await installation.pool.fetch("SELECT hearing_id, version, begins_at FROM proof_checks")
    assert [(row["hearing_id"], row["version"]) for row in now] == [
        (row["hearing_id"], row["version"]) for row in armed
    ]
    assert now[0]["begins_at"] == datetime(2126, 12, 1, 5, 0, tzinfo=UTC)


async def test_who_is_told_by_a_digest_that_leaves_in_time_is_no_task(installation: Installation) -> None:
    await told(installation)
    near = FIRST_SITTING - timedelta(hours=24)
    await installation.pool.execute(
        "INSERT INTO digest_items (recipient_id, court_id, subject_id, first_version, version, topic, role, due_at) "
        "SELECT $1, court_id, hearing_id, 1, 1, 'hearing_scheduled', 'judge', $2 FROM hearings",
        JUDGE,
        near + timedelta(hours=3),
    )
    installation.clock.now = near
    await look_after(installation)
    assert len(await tasks(installation, "without a notice")) == 1, "the party alone"
    await installation.pool.execute("UPDATE digest_items SET due_at = $1", FIRST_SITTING + timedelta(hours=1))
    installation.clock.step(timedelta(hours=1))
    await look_after(installation)
    assert len(await tasks(installation, "without a notice")) == 2, "it would come too late"
