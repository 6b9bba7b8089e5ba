"""Kafka records kept in PostgreSQL as they came: the columns that `waiting` and `dead_letters` share."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from tarazy_shared.contracts.record import RawRecord

COLUMNS = "topic, record_partition, record_offset, record_timestamp_ms, record_key, record_headers, record_value"


def to_columns(records: Sequence[RawRecord]) -> tuple[list[Any], ...]:
    """Seven arrays in the order of `COLUMNS`, for `unnest`."""
    return (
        [record.topic for record in records],
        [record.partition for record in records],
        [record.offset for record in records],
        [record.timestamp_ms for record in records],
        [record.key for record in records],
        [encode_headers(record) for record in records],
        [record.value for record in records],
    )


def from_row(row: Any) -> RawRecord:
    """The record as it came."""
    return RawRecord(
        topic=row["topic"],
        partition=row["record_partition"],
        offset=row["record_offset"],
        timestamp_ms=row["record_timestamp_ms"],
        key=row["record_key"],
        headers=tuple(
            (name, None if value is None else base64.b64decode(value))
            for name, value in json.loads(row["record_headers"])
        ),
        value=row["record_value"],
    )


def encode_headers(record: RawRecord) -> str:
    """Header values may hold any bytes, hence base64."""
    return json.dumps(
        [(name, None if value is None else base64.b64encode(value).decode()) for name, value in record.headers]
    )
