"""Channel after channel until one works: for whatever topic, as its reader chose and the court rules."""

import json
from typing import Any
from uuid import UUID

from tarazy_notifications.adapters.desk import following
from tarazy_notifications.app.alerts.telling import Alerting
from tarazy_notifications.domain.alerts.telling import as_alert
from tarazy_notifications.domain.people import ChannelName
from tarazy_shared.contracts.contact import Contact

from tests.integration.notifications.court import (
    COURT,
    FIRST_SITTING,
    JUDGE,
    NOW,
    Installation,
    Matter,
    appointed,
    court,
    party,
)
from tests.integration.notifications.delivery.test_escalation import (
    REACHABLE,
    by_channel,
    look_after,
    rule,
    tasks,
    told,
)
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.test_case_notices import allocation

ALL: frozenset[ChannelName] = frozenset({"email", "sms", "webhook", "inbox"})
WEBHOOK = Contact(channel="webhook", address="https://10.0.0.1/hook")
"""Leads into the own network: nothing is sent there."""


async def chooses(installation: Installation, who: UUID, **choices: Any) -> None:
    await installation.pool.execute(
        "INSERT INTO preferences (recipient_id, version, choices, entered_by, recorded_at) VALUES ($1, 1, $2, 'x', $3)",
        who,
        json.dumps(choices),
        NOW,
    )


async def test_each_channel_is_tried_once_in_the_order_of_the_court_and_then_it_is_a_clerks(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await rule(installation, '{"channels": ["webhook", "sms"]}')
    one = await told(installation, *REACHABLE, WEBHOOK)
    mail_server.to_rcpt.append("550 no such user")
    for _ in range(4):
        await installation.send_all()
        await look_after(installation, ALL)
    assert await by_channel(installation) == [("email", "failed"), ("webhook", "failed"), ("sms", "failed")]
    assert len(await tasks(installation)) == 1
    rows = await installation.pool.fetch("SELECT notice_id, instead_of FROM notices ORDER BY place")
    assert [row["instead_of"] for row in rows] == [None, rows[0]["notice_id"], rows[1]["notice_id"]]
    async with installation.pool.acquire() as connection:
        found = await following.of_hearing(connection, COURT, one.hearing_id, 10)
    queued = [entry for entry in found.entries if getattr(entry, "after", None)]
    assert [(entry.notice.channel, entry.after) for entry in queued] == [("webhook", "email"), ("sms", "webhook")]  # type: ignore[union-attr]


async def test_what_its_reader_chose_comes_before_what_the_court_rules(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await rule(installation, '{"channels": ["webhook", "sms"]}')
    one = await told(installation, *REACHABLE, WEBHOOK)
    await chooses(installation, one.parties[0].party_id, channels=["sms"])
    mail_server.to_rcpt.append("550 no such user")
    await installation.send_all()
    await look_after(installation, ALL)
    assert await by_channel(installation) == [("email", "failed"), ("sms", "queued")]


async def test_what_is_optional_goes_on_too_but_not_by_a_channel_that_is_muted_and_never_to_a_clerk(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await rule(installation, '{"topics": [{"topic": "case_allocated", "mandatory": false}]}', "topics")
    one = Matter((party("Anna"),))
    judge = appointed(JUDGE, "Ospanov Yerzhan", contacts=(*REACHABLE, WEBHOOK))
    await chooses(installation, JUDGE, muted=[{"topic": "case_allocated", "channel": "sms"}])
    await installation.take(court(), judge, one.registered(), allocation(one, 1, JUDGE))
    mail_server.to_rcpt.append("550 no such user")
    await installation.send_all()
    await look_after(installation, ALL)
    assert await by_channel(installation) == [("email", "failed"), ("webhook", "queued")]
    assert await installation.pool.fetchval("SELECT optional FROM notices WHERE channel = 'webhook'")
    await installation.send_all()
    await look_after(installation, ALL - {"inbox"})
    assert (await by_channel(installation))[1:] == [("webhook", "failed")]
    assert await tasks(installation) == []


async def test_who_reads_in_the_inbox_and_does_not_is_told_by_mail(installation: Installation) -> None:
    one = Matter((party("Anna", contacts=()),))
    await chooses(installation, JUDGE, inbox=True)
    await installation.take(court(), appointed(JUDGE, "Ospanov Yerzhan"), one.registered())
    await installation.take(one.scheduled(person_ids={"judges": (JUDGE,), "clerk": None, "interpreters": ()}))
    await installation.pool.execute("UPDATE notices SET state = 'sending' WHERE channel = 'inbox'")
    await installation.pool.execute("UPDATE notices SET state = 'sent', due_at = NULL WHERE channel = 'inbox'")
    installation.clock.now = FIRST_SITTING.replace(day=30, month=11)
    await look_after(installation, ALL)
    assert await by_channel(installation) == [("inbox", "sent"), ("email", "queued")]


async def test_an_operator_is_told_by_what_the_rule_names(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await installation.take(court())
    contacts = [{"channel": one.channel, "address": one.address} for one in REACHABLE]
    named = {"operators": [{"name": "On duty", "contacts": contacts}]}
    await rule(installation, json.dumps(named), "operators", None)
    alert = as_alert(
        fingerprint="1", starts_at=NOW, ends_at=None, firing=True, labels={"alertname": "A"}, annotations={}, courts=()
    )
    await Alerting(installation.work, installation.rules, frozenset({"email"})).tell([alert], [COURT])
    mail_server.to_rcpt.append("550 no such user")
    await installation.send_all()
    await look_after(installation, ALL)
    assert await by_channel(installation) == [("email", "failed"), ("sms", "queued")]
