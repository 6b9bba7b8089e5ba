"""What a service did in answer to the records of a topic: the rows that it wrote and the records that it told.

The bare loop does it again, so that both do the same I/O: as many rows of the same sizes into tables with the same
constraints, as many records of the same sizes. What is left of a ratio of 1 is the price of deciding all of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer

from benchmarks.servers import Servers

Row = tuple[Any, ...]


@dataclass(slots=True)
class Table:
    """What a table holds, by the aggregate that each row is about."""

    columns: list[str]
    rows: dict[UUID, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """All that a service wrote and told."""

    tables: Mapping[str, Table]
    told: Mapping[str, list[Row]]
    """By the id of the event that is answered: (topic, key, headers, value)."""


async def read_done(pool: asyncpg.Pool, keys: Mapping[str, str], servers: Servers, topic: str) -> Done:
    """What the database holds in the tables of `keys`, grouped by the column named there, and what a topic holds.

    It is to be told on a topic of its own.
    """
    tables = {name: await _table(pool, name, key) for name, key in keys.items()}
    return Done(tables, await _told(servers.kafka, topic, await servers.topic()))


async def _table(pool: asyncpg.Pool, name: str, key: str) -> Table:
    columns = await pool.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = ''"
        " AND NOT attisdropped ORDER BY attnum",
        name,
    )
    table = Table([row[0] for row in columns])
    for row in await pool.fetch(f"SELECT {', '.join(table.columns)} FROM {name}"):  # noqa: S608  # names of ours
        table.rows.setdefault(row[key], []).append(tuple(row))
    return table


async def _told(kafka: str, topic: str, on: str) -> dict[str, list[Row]]:
    told: dict[str, list[Row]] = {}
    async with AIOKafkaConsumer(topic, bootstrap_servers=kafka, auto_offset_reset="earliest") as consumer:
        ends = await consumer.end_offsets(consumer.assignment())
        while any([await consumer.position(one) < end for one, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    headers = [(name, value.decode()) for name, value in record.headers]
                    cause = dict(headers).get("ce_causationid", "")
                    told.setdefault(cause, []).append((on, record.key, json.dumps(headers), record.value))
    return told
