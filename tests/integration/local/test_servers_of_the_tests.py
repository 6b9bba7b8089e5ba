"""The servers that integration tests stand on."""

import secrets
from urllib.parse import urlsplit

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.conftest import CreateDatabase
from tests.servers import Database


async def make_notes_table(database: Database) -> None:
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute(
        "CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, during tstzrange, room int,"
        " EXCLUDE USING gist (room WITH =, during WITH &&))"
    )
    await connection.close()


async def test_a_record_sent_is_a_record_read_by_a_group(kafka: str) -> None:
    topic = f"test.{secrets.token_hex(4)}"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    await admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True) as producer:
        await producer.send_and_wait(topic, b"value", key=b"key")
    async with AIOKafkaConsumer(
        topic, bootstrap_servers=kafka, group_id=topic, auto_offset_reset="earliest"
    ) as consumer:
        record = await consumer.getone()
    assert (record.key, record.value) == (b"key", b"value")


async def test_runtime_role_writes_rows_but_changes_no_schema(database: CreateDatabase) -> None:
    made = await database(make_notes_table)
    connection = await asyncpg.connect(made.runtime_url)
    await connection.execute("INSERT INTO note (room, during) VALUES (1, '[2026-01-01,2026-01-02)')")
    with pytest.raises(asyncpg.ExclusionViolationError):
        await connection.execute("INSERT INTO note (room, during) VALUES (1, '[2026-01-01,2026-01-02)')")
    for statement in (
        "CREATE TABLE mine (id int)",
        "DROP TABLE note",
        "TRUNCATE note",
        "CREATE TEMP TABLE mine (id int)",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_databases_of_one_test_share_nothing(database: CreateDatabase) -> None:
    first, second = await database(make_notes_table), await database(make_notes_table)
    writing, reading = await asyncpg.connect(first.runtime_url), await asyncpg.connect(second.runtime_url)
    await writing.execute("INSERT INTO note (room) VALUES (1)")
    assert await reading.fetchval("SELECT count(*) FROM note") == 0
    await writing.close()
    await reading.close()


async def test_a_wrong_password_is_refused(database: CreateDatabase) -> None:
    made = await database()
    address = urlsplit(made.runtime_url)
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(made.runtime_url.replace(str(address.password), "wrong"))
