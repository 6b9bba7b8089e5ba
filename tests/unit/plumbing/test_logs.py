"""Logs are lines of JSON without what errors quote of the data."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from tarazy_shared.logs import configure_logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers, root.level)
    stream = io.StringIO()
    configure_logs("court", stream=stream)
    yield stream
    root.handlers, root.level = before


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_has_what_operators_filter_by(lines: io.StringIO) -> None:
    structlog.get_logger("court").info("ready", port=8001)
    (line,) = read(lines)
    assert line["event"] == "ready"
    assert (line["level"], line["service"], line["port"]) == ("info", "court", 8001)
    assert str(line["timestamp"]).endswith("Z")


def test_an_error_tells_its_place_but_not_the_data_it_quotes(lines: io.StringIO) -> None:
    name = "Асель Нұрланова"
    try:
        raise ValueError(f"Key (name)=({name}) exists")
    except ValueError:
        structlog.get_logger("court").exception("record_failed")
    (line,) = read(lines)
    assert line["error_type"] == "ValueError"
    assert "test_logs.py" in str(line["traceback"])
    assert name not in lines.getvalue()


def test_a_library_that_repeats_itself_is_written_once_in_a_hundred(lines: io.StringIO) -> None:
    for _ in range(250):
        logging.getLogger("aiokafka.client").error("Unable to connect")
    assert len(read(lines)) == 3
