"""Proof of notice on a real PostgreSQL: what happened is bound, whatever happens, and nobody changes it unseen."""

import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from tarazy_notifications.adapters.evidence import seals, unsealed
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.evidence.erasing import NotYetError, erase
from tarazy_notifications.app.evidence.sealing import PATIENCE, Sealer
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.verify_notices import check
from tarazy_shared.audit_chain import faults_of
from tarazy_shared.database import Connection, open_pool
from tarazy_shared.unit_of_work import Work

from tests.conftest import CreateDatabase
from tests.integration.notifications.court import COURT, NOW, Installation, Matter, directory, party
from tests.integration.notifications.one_notice import one_notice
from tests.integration.schemas import notifications_tables
from tests.servers import Database


def sealer(installation: Installation, at_once: int = 1000) -> Sealer:
    numbers = iter(range(1, 10_000))
    return Sealer(installation.work, lambda size: next(numbers).to_bytes(size), at_once=at_once, patience=timedelta())


@pytest.fixture
async def made(database: CreateDatabase) -> Database:
    return await database(notifications_tables)


@pytest.fixture
async def pool(made: Database) -> AsyncIterator[asyncpg.Pool]:
    pool = await open_pool(made.runtime_url, name="test")
    yield pool
    await pool.close()


@pytest.fixture
async def superuser(made: Database) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(made.superuser_url)
    yield connection
    await connection.close()


async def faults(connection: Any) -> list[str]:
    async with connection.transaction():
        return list(faults_of([link async for link in seals.in_order(connection, None)]))


async def sealed(pool: asyncpg.Pool, subject_id: Any) -> list[Any]:
    async with pool.acquire() as connection:
        return await seals.of_subject(connection, subject_id)


async def test_everything_that_happens_to_notices_goes_into_both_chains(installation: Installation) -> None:
    matter, other = Matter((party("Anna"), party("Boris"))), Matter((party("Clara"),))
    await installation.take(
        *directory(), matter.registered(), other.registered(), matter.scheduled(), other.scheduled()
    )
    await sealer(installation).step()
    installation.clock.step(timedelta(seconds=2))
    await installation.send_all()
    await installation.take(matter.rescheduled(), matter.cancelled())
    small = sealer(installation, at_once=3)
    while await small.step():
        pass
    async with installation.pool.acquire() as connection:
        assert await faults(connection) == []
    numbers = await installation.pool.fetch("SELECT number FROM notice_seals ORDER BY number")
    assert [row[0] for row in numbers] == list(range(1, len(numbers) + 1))
    found = await sealed(installation.pool, matter.hearing_id)
    assert [one.subject_number for one in found] == list(range(1, len(found) + 1))
    bound = sorted((one.piece.about.notice_id, change.number) for one in found for change in one.piece.changes)
    written = await installation.pool.fetch(
        "SELECT notice_id, t.number FROM notice_transitions t JOIN notices USING (notice_id) WHERE subject_id = $1",
        matter.hearing_id,
    )
    assert bound == sorted((row[0], row[1]) for row in written)
    assert await installation.pool.fetchval("SELECT count(*) FROM notice_unsealed") == 0


async def test_the_words_that_left_are_kept_as_they_are_read(installation: Installation) -> None:
    matter = await one_notice(installation)
    await installation.send_all()
    await sealer(installation).step()
    [seal] = await sealed(installation.pool, matter.hearing_id)
    assert [change.state for change in seal.piece.changes] == ["queued", "sending", "sent"]
    mail = installation.server.accepted[0]
    plain = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    read = plain.get_payload(decode=True)
    assert isinstance(read, bytes)
    assert seal.piece.words.text == read.decode().replace("\r\n", "\n")
    assert " ".join(str(mail["Subject"]).split()) == seal.piece.words.subject
    assert (seal.piece.personal.name, seal.piece.personal.address) == ("Anna", "anna@party.test")


CHANGES = (
    "UPDATE notices SET address = 'other@party.test'",
    "UPDATE notices SET name = 'Boris'",
    "UPDATE notices SET recipient_id = gen_random_uuid()",
    "UPDATE notices SET topic = 'hearing_cancelled'",
    "UPDATE subject_versions SET event_id = gen_random_uuid()",
    "UPDATE notice_transitions SET at = at - interval '1 day' WHERE state = 'sent'",
    "UPDATE notice_transitions SET provider_reference = 'other' WHERE state = 'sent'",
    "UPDATE notice_transitions SET sent_sha256 = repeat('0', 64) WHERE state = 'sent'",
    "DELETE FROM notice_transitions WHERE state = 'sending'",
    "UPDATE notice_words SET words = decode('789ce3020000000b000b', 'hex')",
    "DELETE FROM notice_words",
    "UPDATE notice_seals SET at = at - interval '1 day'",
    "UPDATE notice_seals SET salt = decode('00', 'hex')",
    "UPDATE notice_seals SET salt = NULL, words_hash = decode(repeat('00', 32), 'hex') WHERE words_hash IS NOT NULL",
    "UPDATE notice_seals SET subject_number = subject_number + 1",
    "DELETE FROM notice_seals WHERE number = 1",
    "UPDATE notice_seals SET number = 9 WHERE number = 1",
)


async def test_whoever_changes_the_database_past_its_guards_is_seen(
    installation: Installation, superuser: Connection
) -> None:
    await one_notice(installation)
    await installation.send_all()
    await sealer(installation).step()
    another = Matter((party("Dina"),))
    await installation.take(another.registered(), another.scheduled())
    await sealer(installation).step()
    assert await faults(superuser) == []
    for change in CHANGES:
        held = superuser.transaction()
        await held.start()
        await superuser.execute("SET LOCAL session_replication_role = replica")
        await superuser.execute(change)
        try:
            seen = await faults(superuser)
        except (ValueError, zlib.error, UnicodeDecodeError) as error:
            seen = [str(error)]
        await held.rollback()
        assert seen != [], change
    assert await faults(superuser) == []


async def test_what_is_personal_is_erased_once_the_rule_allows_it_and_the_chain_still_holds(
    installation: Installation, made: Database, superuser: Connection
) -> None:
    matter = await one_notice(installation)
    owners = await open_pool(made.owner_url, name="test")
    owner = Work(owners, installation.clock, "/tarazy/notifications")

    async def erased() -> Any:
        return await erase(owner, Rules(KINDS), matter.case_id)

    with pytest.raises(NotYetError, match="on their way"):
        await erased()
    await installation.send_all()
    await sealer(installation).step()
    with pytest.raises(NotYetError, match="no rule"):
        await erased()
    await superuser.execute(
        "INSERT INTO notice_rules (kind, valid_from, version, rule, entered_at) "
        "VALUES ('retention', '2026-01-01', 1, '{\"years\": 5}', now())"
    )
    with pytest.raises(NotYetError, match="kept until 2031-11-16"):
        await erased()
    installation.clock.now = NOW.replace(year=2031)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await erase(installation.work, Rules(KINDS), matter.case_id)
    assert (await erased()).notices == 1
    assert await faults(superuser) == []
    found = await sealed(installation.pool, matter.hearing_id)
    proof = check(written(proof_of(COURT, matter.hearing_id, found)))
    assert (proof.erased, [state for state, _ in next(iter(proof.notices.values())).times]) == (
        2,
        ["queued", "sending", "sent"],
    )
    everything = await superuser.fetchval("SELECT string_agg(n::text, '') FROM notices n")
    assert "anna@party.test" not in everything
    assert await superuser.fetchval("SELECT count(*) FROM notice_words") == 0
    assert await superuser.fetchval("SELECT action FROM audit_trail") == "proof.erase"
    await owners.close()


async def test_the_service_itself_can_only_add_to_evidence(installation: Installation) -> None:
    await one_notice(installation)
    await installation.send_all()
    await sealer(installation).step()
    for table in ("notice_seals", "notice_words", "notice_transitions"):
        for change in ("DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET notice_id = notice_id"):
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.IntegrityConstraintViolationError)):
                await installation.pool.execute(change.format(table))


async def test_one_process_binds_at_a_time_and_the_other_finds_nothing_to_do(installation: Installation) -> None:
    await one_notice(installation)
    async with installation.work.begin() as uow:
        assert await unsealed.take(uow.connection, 10)
        assert await sealer(installation).step() is False
    assert await installation.pool.fetchval("SELECT count(*) FROM notice_seals") == 0


async def test_evidence_waits_for_what_is_to_be_sent_but_not_for_ever(installation: Installation) -> None:
    await one_notice(installation)
    patient = Sealer(installation.work, lambda size: b"0" * size)

    async def bound() -> int:
        await patient.step()
        return int(await installation.pool.fetchval("SELECT count(*) FROM notice_seals"))

    assert await bound() == 0, "a message is due"
    installation.clock.step(PATIENCE)
    assert await bound() == 1
    await installation.send_all()
    assert await bound() == 2, "nothing is due any more"
