"""Records that the client library cannot read: said and asked for again, neither in silence nor without a rest."""

import logging
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError
from tarazy_shared import kafka
from tarazy_shared.kafka import _patient


async def test_what_cannot_be_read_is_said_and_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kafka, "UNREADABLE_WAIT", 0.01)
    answers: list[Any] = [UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), ("a record",)]

    async def get_msg(consumer: Any) -> tuple[Any, ...]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    patient = _patient(get_msg, "court.cases")
    with caplog.at_level(logging.ERROR):
        assert await patient(None) == ()
    assert "records_unreadable" in caplog.text
    assert await patient(None) == ("a record",)


async def test_what_faststream_knows_how_to_wait_for_is_left_to_it() -> None:
    async def get_msg(consumer: Any) -> tuple[Any, ...]:
        raise KafkaConnectionError

    with pytest.raises(KafkaConnectionError):
        await _patient(get_msg, "court.cases")(None)
