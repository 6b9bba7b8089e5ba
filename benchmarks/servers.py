"""The servers that benchmarks run on: real Kafka, real PostgreSQL with fsync on."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from tarazy_shared.database import open_pool
from tarazy_shared.migrations import migrate

from tests.servers import Database, Postgres, kafka_server, postgres_server


@dataclass(frozen=True, slots=True)
class Servers:
    """Where they are, and how to get a fresh part of them."""

    kafka: str
    postgres: Postgres
    stack: AsyncExitStack

    async def database(self, packages: Sequence[str]) -> tuple[Database, asyncpg.Pool]:
        """A new database with the packages' tables, and a pool on it as a service has one."""
        database = await self.postgres.create()
        await migrate(database.owner_url, packages)
        pool = await open_pool(database.runtime_url, name="bench")
        self.stack.push_async_callback(pool.close)
        return database, pool

    async def execute(self, database: Database, sql: str) -> None:
        """Run statements as the owner of a database."""
        connection = await asyncpg.connect(database.owner_url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    async def topic(self, *, partitions: int = 12) -> str:
        """A new topic."""
        name = f"bench-{secrets.token_hex(4)}"
        admin = AIOKafkaAdminClient(bootstrap_servers=self.kafka)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(name, num_partitions=partitions, replication_factor=1)])
        finally:
            await admin.close()
        return name


@asynccontextmanager
async def start_servers() -> AsyncIterator[Servers]:
    """Both, for the length of the block."""
    async with (
        kafka_server() as kafka,
        postgres_server(durable=True) as postgres,
        AsyncExitStack() as stack,
    ):
        yield Servers(kafka, postgres, stack)
