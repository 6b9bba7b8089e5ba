"""The one root of errors, and the family whose fate is to be tried again.

Refusals of the domain live in `problems` (an HTTP answer) or are events; malformed input becomes a dead letter.
Whatever is neither is a bug and must be loud.
"""

import asyncio

import asyncpg
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError


class TarazyError(Exception):
    """Root of the errors that Tarazy raises itself."""


class ConfigurationError(TarazyError):
    """A setting, a database or a broker is not as the program needs it; the text says what to change."""


TRANSIENT: tuple[type[BaseException], ...] = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    KafkaConnectionError,
    KafkaTimeoutError,
)
"""What passes by itself: a server that is away or busy, a deadlock, a time-out."""
