"""Structured logs: one JSON object a line, ids instead of names, no personal data."""

import logging
import sys
import traceback
from typing import Any

import structlog

_NOISY = ("aiokafka", "faststream", "asyncio", "uvicorn.access")


def configure_logs(service: str, *, level: str = "INFO", stream: object = None) -> None:
    """Send this process's logs to standard error as JSON; `service` is on each line."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        _format_error,
    ]
    handler = logging.StreamHandler(stream or sys.stderr)  # type: ignore[arg-type]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    handler.addFilter(RepeatFilter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)


def _format_error(_: Any, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The traceback without the error's own words: those of a validation or of PostgreSQL quote the data."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["error_type"] = type(error).__name__
        line["traceback"] = "".join(traceback.format_tb(error.__traceback__))
    return line


class RepeatFilter(logging.Filter):
    """Lets a library's line through once in a hundred when it repeats.

    aiokafka writes a line per retry: more than a thousand in one outage of the broker.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, int], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """True when the line is to be written."""
        if not record.name.startswith(_NOISY):
            return True
        place = (record.name, record.lineno)
        count = self._seen.get(place, 0)
        self._seen[place] = count + 1
        return count % 100 == 0
