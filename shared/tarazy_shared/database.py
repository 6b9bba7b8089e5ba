"""PostgreSQL: the pool of one service."""

from typing import TYPE_CHECKING

import asyncpg

from tarazy_shared.errors import ConfigurationError

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
else:
    Connection = asyncpg.Connection


async def open_pool(url: str, *, name: str, size: int = 10) -> asyncpg.Pool:
    """Connect to the service's database.

    Sessions carry `name` for the operator, run in UTC, and give up a statement after 30 s and a lock after 10 s.
    JIT is off: it costs tens of milliseconds on the short statements that a service sends. Reading whole tables is a
    last resort: a plan made while a table was nearly empty is kept until the server looks at the table again, so that
    in the first busy minute each mail read through all others (28,000 rows a hearing request, measured).
    Each statement is planned once for a session, not again for every set of arguments: our arguments are keys and
    arrays of keys, so that the plan is the same, and planning was a sixth of the server's work (decision 13).
    Raises `ConfigurationError` for an address or a role that can never work.
    """
    try:
        pool = await asyncpg.create_pool(
            url,
            min_size=2,
            max_size=size,
            reset=_leave_as_it_is,
            command_timeout=60,
            server_settings={
                "application_name": f"tarazy-{name}",
                "timezone": "UTC",
                "statement_timeout": "30s",
                "lock_timeout": "10s",
                "idle_in_transaction_session_timeout": "60s",
                "jit": "off",
                "enable_seqscan": "off",
                "plan_cache_mode": "force_generic_plan",
            },
        )
    except (
        asyncpg.InvalidPasswordError,
        asyncpg.InvalidAuthorizationSpecificationError,
        ValueError,
    ) as error:
        raise ConfigurationError(
            f"The database of {name} refuses the connection: {error}. Check its address."
        ) from error
    except asyncpg.InvalidCatalogNameError as error:
        raise ConfigurationError(
            f"The database of {name} does not exist: {error}. Create it or change the address."
        ) from error
    return pool


async def _leave_as_it_is(_: object) -> None:
    """In place of the round trip that a connection costs on its way back: locks and settings end with transactions.

    asyncpg itself still rolls back a transaction that was left open.
    """
