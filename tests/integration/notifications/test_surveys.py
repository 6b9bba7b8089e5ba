"""Invitations to surveys: the token is in the mail of its reader, and nowhere else."""

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.adapters.evidence.words import unpacked
from tarazy_notifications.adapters.notice_store import as_notice, in_state
from tarazy_notifications.adapters.people_now import people_now
from tarazy_notifications.adapters.preferences import store as preferences
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.adapters.preferences.people import by_notice
from tarazy_notifications.adapters.surveys.gateway import BY_MAIL_ALONE, asking
from tarazy_notifications.adapters.surveys.opening import NO_ADDRESS, NO_KEY, NOT_OPENED, Opening
from tarazy_notifications.app.delivery.gates import pause, resume
from tarazy_notifications.app.evidence.sealing import Sealer
from tarazy_notifications.app.sender import Lane
from tarazy_notifications.app.surveys.again import InvitingAgain
from tarazy_notifications.app.surveys.forgetting import forget
from tarazy_notifications.app.surveys.matching import Matching
from tarazy_notifications.app.surveys.reminding import SurveyReminding
from tarazy_notifications.domain.delivery.outcomes import NOT_KEPT, NotTried
from tarazy_notifications.domain.delivery.states import State
from tarazy_shared.audit_chain import faults_of
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.surveys import SurveyClosed, SurveyInvited, SurveyOffered, SurveyReminded
from tarazy_shared.sealing import seal

from tests.integration.notifications.court import (
    COURT,
    JUDGE,
    LEASE,
    OTHER_JUDGE,
    Installation,
    Matter,
    appointed,
    court,
    directory,
    email,
    party,
)

KEY, OLD_KEY = "k" * 32, "o" * 32
BASE = "https://hr.test"
SURVEY = uuid4()
BEFORE, LAST = date(2026, 11, 15), date(2026, 11, 30)
TOKENS = {JUDGE: "token-of-" + "a" * 30, OTHER_JUDGE: "token-of-" + "b" * 30}
SET_UP = Opening((KEY,), BASE)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invited(person_id: UUID = JUDGE, key: str = KEY, **fields: Any) -> EventData:
    data: dict[str, Any] = {"survey_id": SURVEY, "court_id": COURT, "closes_on": LAST}
    sealed = seal(TOKENS.get(person_id, "token"), key)
    return SurveyInvited(**(data | {"person_id": person_id, "sealed_token": sealed} | fields))


def closed(**fields: Any) -> EventData:
    data: dict[str, Any] = {"survey_id": SURVEY, "court_id": COURT, "closes_on": LAST}
    return SurveyClosed(**(data | fields))


def lane(installation: Installation, opening: Opening = SET_UP) -> Lane:
    made = installation.new_lane()
    return replace(made, gateways=asking(made.gateways, installation.pool, opening))


async def states(pool: asyncpg.Pool) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await pool.fetch("SELECT channel, state, reason FROM notices ORDER BY place")]


async def everything(pool: asyncpg.Pool) -> dict[str, list[str]]:
    """Each row of each table, as text; words as they are read."""
    names = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    found = {}
    for name in (row["tablename"] for row in names):
        rows = await pool.fetch(f'SELECT to_jsonb(known)::text AS row FROM "{name}" AS known')  # noqa: S608
        found[name] = [row["row"] for row in rows]
    words = await pool.fetch("SELECT words FROM notice_words")
    found["notice_words"] += ["\n".join(unpacked(row["words"])) for row in words]
    return found


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def mails_of(installation: Installation) -> dict[str, EmailMessage]:
    """By address, the last that came there."""
    server = installation.server
    return {to[0]: mail for (_, to), mail in zip(server.envelopes, server.accepted, strict=True)}


async def test_the_mail_has_the_link_and_nothing_that_is_kept_has_it(installation: Installation) -> None:
    pool = installation.pool
    await installation.take(*directory(), invited(JUDGE), invited(OTHER_JUDGE))
    await installation.send_all(lane(installation))
    for address, who in (("ospanov@court.test", JUDGE), ("akhmetova@court.test", OTHER_JUDGE)):
        mail = mails_of(installation)[address]
        assert re.findall(r"https://\S+", text_of(mail)) == [f"{BASE}/answer/{TOKENS[who]}"]
        assert f'href="{BASE}/answer/{TOKENS[who]}"' in text_of(mail, "html")
    sent = await pool.fetch("SELECT sent_sha256 FROM notice_transitions WHERE state = 'sent'")
    assert [row[0] for row in sent] == [NOT_KEPT] * 2
    kept = await everything(pool)
    assert sum("Ответить здесь: …" in row for row in kept["notice_words"]) == 2
    secrets = {form for token in TOKENS.values() for form in (token, hash_of(token))}
    secrets |= {hashlib.sha256(raw).hexdigest() for raw in installation.server.raw}
    for table, rows in kept.items():
        assert not any(secret in row for secret in secrets for row in rows), table
    await Sealer(installation.work, lambda size: b"s" * size, patience=timedelta()).step()
    async with pool.acquire() as connection, connection.transaction():
        assert list(faults_of([link async for link in seals.in_order(connection, None)])) == []


async def test_what_cannot_be_opened_is_refused_with_its_reason_and_holds_nothing_up(
    installation: Installation,
) -> None:
    await installation.take(*directory(), invited(JUDGE, key=OLD_KEY), invited(OTHER_JUDGE))
    await installation.send_all(lane(installation))
    assert await states(installation.pool) == [("email", "failed", NOT_OPENED), ("email", "sent", None)]
    for opening, reason in ((Opening((), BASE), NO_KEY), (Opening((KEY,), None), NO_ADDRESS)):
        await installation.take(invited(survey_id=uuid4()))
        await installation.send_all(lane(installation, opening))
        assert (await states(installation.pool))[-1] == ("email", "failed", reason)
    async with installation.pool.acquire() as connection:
        assert len(await in_state(connection, COURT, "failed", 10)) == 3


async def test_while_the_key_is_changed_both_open(installation: Installation) -> None:
    await installation.take(*directory(), invited(JUDGE, key=OLD_KEY), invited(OTHER_JUDGE))
    await installation.send_all(lane(installation, Opening((KEY, OLD_KEY), BASE)))
    assert await states(installation.pool) == [("email", "sent", None)] * 2


async def test_it_leaves_by_mail_alone(installation: Installation) -> None:
    by_sms = Contact(channel="sms", address="+77010000000")
    judges = [appointed(JUDGE, "Ospanov Yerzhan", contacts=(by_sms,)), appointed(OTHER_JUDGE, "Akhmetova Dinara")]
    await installation.take(court(), *judges)
    await installation.take(invited(JUDGE), invited(OTHER_JUDGE))
    one = lane(installation)
    one = replace(one, gateways={**one.gateways, **asking({"sms": one.gateways["email"]}, installation.pool, SET_UP)})
    await installation.send_all(one)
    assert await states(installation.pool) == [("sms", "failed", BY_MAIL_ALONE), ("email", "sent", None)]


async def test_when_a_survey_closes_its_tokens_go_and_what_waits_does_not_leave(installation: Installation) -> None:
    pool = installation.pool
    await installation.take(*directory(), invited(JUDGE))
    claimed = await lane(installation).attempts.claim()
    assert claimed is not None
    await installation.take(invited(OTHER_JUDGE), closed())
    assert await states(pool) == [("email", "sending", None), ("email", "superseded", None)]
    assert await pool.fetchval("SELECT count(*) FROM survey_invitations") == 0
    outcome = await lane(installation).gateways["email"].send(claimed, wanted)
    assert outcome == NotTried(State.EXPIRED)
    # one of another court that comes in late, and one after the last day
    await installation.take(invited(JUDGE, survey_id=SURVEY), invited(JUDGE, survey_id=uuid4(), closes_on=BEFORE))
    assert await pool.fetchval("SELECT count(*) FROM survey_invitations") == 0
    told = await installation.facts("superseded")
    assert [one["topic"] for one in told] == ["survey_invited"]


async def test_when_the_last_day_is_over_its_tokens_go_by_themselves(installation: Installation) -> None:
    pool = installation.pool
    await installation.take(*directory(), invited(JUDGE), closed(survey_id=uuid4()))
    for at, left in (("2026-11-30T23:59:00+05:00", 1), ("2026-12-01T00:00:00+05:00", 0)):
        installation.clock.now = datetime.fromisoformat(at)
        await forget(installation.work)
        assert await pool.fetchval("SELECT count(*) FROM survey_invitations") == left
    assert await pool.fetchval("SELECT count(*) FROM surveys_closed") == 0
    await installation.send_all(lane(installation))
    assert await states(pool) == [("email", "expired", None)]


async def test_what_was_refused_for_want_of_a_key_leaves_once_the_key_is_there(installation: Installation) -> None:
    await installation.take(*directory(), invited(JUDGE, key=OLD_KEY), invited(OTHER_JUDGE))
    await installation.send_all(lane(installation))
    for keys, in_all in (((), 1), ((KEY,), 1), ((KEY, OLD_KEY), 2), ((KEY, OLD_KEY), 2)):
        await InvitingAgain(installation.work, Opening(keys, BASE)).step()
        await installation.send_all(lane(installation, Opening(keys, BASE)))
        assert len(installation.server.accepted) == in_all
    reasons = await installation.pool.fetch("SELECT reason FROM notice_transitions WHERE state = 'queued'")
    assert [row[0] for row in reasons if row[0]] == ["mended"]


async def test_whoever_has_not_answered_is_reminded_and_nothing_says_who_it_was(installation: Installation) -> None:
    pool = installation.pool
    await installation.take(*directory(), invited(JUDGE), invited(OTHER_JUDGE))
    await installation.send_all(lane(installation))
    before = await everything(pool)
    await remind(installation, OTHER_JUDGE)
    assert [to[0] for _, to in installation.server.envelopes[2:]] == ["akhmetova@court.test"]
    first, mail = (one for one in installation.server.accepted if one["To"].addresses[0].username == "akhmetova")
    assert f"{BASE}/answer/{TOKENS[OTHER_JUDGE]}" in text_of(mail)
    assert mail["References"] == first["Message-ID"] != mail["Message-ID"]
    after = await everything(pool)
    # the id of the event is known from now on, and that is all
    assert {table for table in after if sorted(after[table]) != sorted(before[table])} == {"inbox"}


async def test_a_reminder_is_of_no_use_once_the_token_was_used_or_the_survey_has_closed(
    installation: Installation,
) -> None:
    await installation.take(*directory(), invited(JUDGE), invited(OTHER_JUDGE))
    for events, left in (
        ([reminded(JUDGE, OTHER_JUDGE)], 2),
        ([reminded(JUDGE)], 1),
        ([reminded(JUDGE), closed()], 0),
        ([reminded(JUDGE)], 0),
    ):
        await installation.take(*events)
        await Matching(installation.work, SET_UP).step()
        assert await installation.pool.fetchval("SELECT count(*) FROM survey_reminders") == left
    assert await installation.pool.fetchval("SELECT count(*) FROM survey_unused") == 0


async def test_a_survey_that_closes_while_its_reminder_is_handed_over_stops_it(installation: Installation) -> None:
    async def close() -> str:
        await installation.take(closed())
        return "250 OK"

    await installation.take(*directory(), invited(JUDGE))
    installation.server.to_rcpt = [close]
    await remind(installation, JUDGE)
    assert installation.server.accepted == []
    assert not await reminding(installation).step()


async def test_a_reminder_is_tried_again_and_forgotten_when_it_never_leaves(installation: Installation) -> None:
    server = installation.server
    await installation.take(*directory(), invited(JUDGE))
    server.to_data = ["451 later", "250 OK"]
    await remind(installation, JUDGE)
    assert server.accepted == []
    installation.clock.step(timedelta(minutes=1))
    await send_reminders(installation)
    assert len(server.accepted) == 1
    server.to_rcpt = ["550 5.1.1 nobody"]
    await remind(installation, JUDGE)
    assert await installation.pool.fetchval("SELECT count(*) FROM survey_reminders") == 0
    server.to_rcpt = ["451 later"] * 12
    await remind(installation, JUDGE)
    for _ in range(12):
        installation.clock.step(timedelta(hours=12))
        await send_reminders(installation)
    assert await installation.pool.fetchval("SELECT count(*) FROM survey_reminders") == 0
    assert len(server.accepted) == 1


async def test_nobody_is_reminded_who_does_without_or_while_mails_are_held(installation: Installation) -> None:
    pool = installation.pool
    await installation.take(*directory(), invited(JUDGE), invited(OTHER_JUDGE))
    muted = ChoicesBody.model_validate({"muted": [{"topic": "survey_*"}]})
    async with installation.work.begin() as uow:
        await preferences.add(uow.connection, JUDGE, None, muted, "link", uow.now)
        await pause(uow, "email", pause_id=uuid4(), by="operator", reason="trial")
    await remind(installation, JUDGE, OTHER_JUDGE)
    assert installation.server.accepted == []
    async with installation.work.begin() as uow:
        await resume(uow, "email", by="operator")
    await send_reminders(installation)
    assert [to[0] for _, to in installation.server.envelopes] == ["akhmetova@court.test"]
    assert await pool.fetchval("SELECT count(*) FROM survey_reminders") == 0


async def test_reminders_wait_for_the_key(installation: Installation) -> None:
    await installation.take(*directory(), invited(JUDGE))
    for opening, left in ((Opening((), BASE), 0), (Opening((OLD_KEY,), BASE), 0), (SET_UP, 1)):
        await installation.take(*[reminded(JUDGE)] * (left == 0))
        await Matching(installation.work, opening).step()
        await send_reminders(installation)
        assert len(installation.server.accepted) == left


async def test_whoever_took_part_in_a_hearing_is_asked_once_each_in_person(installation: Installation) -> None:
    anna, boris = party("Anna", language="kk"), party("Boris")
    lawyer = party("Lawyer", role="representative", represents=anna.party_id)
    others = party("Silent", contacts=()), party("Talker", role="interpreter")
    matter, later = Matter((anna, boris, lawyer, *others)), Matter((boris,))
    later.parties = (boris.model_copy(update={"person_id": boris.party_id}),)
    await installation.take(*directory(), matter.registered(), matter.scheduled(), later.registered())
    await installation.send_all(lane(installation))
    before = len(installation.server.accepted)
    await installation.take(later.scheduled(), offered(matter, 5), offered(later, 1), offered(matter, 5))
    await installation.send_all(lane(installation))
    sent = installation.server.accepted[before:]
    asked = [mail for mail in sent if "/answer/" in text_of(mail)]
    assert [mail["To"].addresses[0].username for mail in asked] == ["anna", "boris", "lawyer"]
    assert len({link for mail in asked for link in re.findall(r"https://\S+", text_of(mail))}) == 3
    assert "отырысына қатыстыңыз" in text_of(asked[0])
    async with installation.pool.acquire() as connection:
        rows = await connection.fetch("SELECT * FROM notices WHERE topic = 'survey_invited' ORDER BY place")
        known = await people_now(connection, [as_notice(row) for row in rows])
        assert [one.name for row in rows if (one := known.reader_of(as_notice(row)))] == ["Anna", "Boris", "Lawyer"]
        who, _ = await by_notice(connection, rows[0]["notice_id"]) or (None, None)
        assert who is not None


async def test_whoever_took_part_is_reminded_as_they_can_be_reached_now(installation: Installation) -> None:
    anna = party("Anna")
    matter = Matter((anna,))
    await installation.take(*directory(), matter.registered(), matter.scheduled(), offered(matter, 1))
    await installation.take(matter.updated(2, parties=(anna.model_copy(update={"contacts": email("new@party.test")}),)))
    unused = SurveyReminded(survey_id=SURVEY, court_id=COURT, closes_on=LAST, unused=(hash_of("token-1"),))
    await installation.take(unused)
    await Matching(installation.work, SET_UP).step()
    await send_reminders(installation)
    assert [to[0] for _, to in installation.server.envelopes] == ["new@party.test"]


async def test_nobody_is_asked_of_a_closed_hearing_or_one_that_nobody_knows(installation: Installation) -> None:
    matter = Matter((party("Anna"),))
    closed_one = matter.scheduled(confidential=True)
    await installation.take(*directory(), matter.registered(), closed_one, offered(matter, 1), offered(Matter(()), 3))
    assert await installation.pool.fetchval("SELECT count(*) FROM survey_invitations") == 0


def offered(matter: Matter, tokens: int) -> EventData:
    sealed = tuple(seal(f"token-{number}", KEY) for number in range(1, tokens + 1))
    return SurveyOffered(
        survey_id=SURVEY, court_id=COURT, closes_on=LAST, hearing_id=matter.hearing_id, sealed_tokens=sealed
    )


def reminded(*of: UUID) -> EventData:
    unused = tuple(hash_of(TOKENS[one]) for one in of)
    return SurveyReminded(survey_id=SURVEY, court_id=COURT, closes_on=LAST, unused=unused)


def reminding(installation: Installation) -> SurveyReminding:
    gateway = lane(installation).gateways["email"]
    return SurveyReminding(installation.work, installation.rules, gateway, Random(1), LEASE)


async def remind(installation: Installation, *of: UUID) -> None:
    await installation.take(reminded(*of))
    await Matching(installation.work, SET_UP).step()
    await send_reminders(installation)


async def send_reminders(installation: Installation) -> None:
    one = reminding(installation)
    while await one.step():
        pass


async def wanted() -> bool:
    return True
