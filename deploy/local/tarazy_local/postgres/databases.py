"""One database and two roles for each service: the owner changes the schema, the service itself cannot."""

import asyncpg

_ROLE_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = $1"
_DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = $1"

_RUNTIME_RIGHTS = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {runtime};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SCHEMAS TO {runtime};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {runtime};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {runtime};
"""


async def ensure_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    """A role that may log in with this password and nothing more."""
    verb = "ALTER" if await connection.fetchval(_ROLE_EXISTS, role) else "CREATE"
    secret = password.replace("'", "''")
    await connection.execute(f"{verb} ROLE {_name(role)} LOGIN PASSWORD '{secret}'")


async def ensure_database(connection: asyncpg.Connection, database: str, *, owner: str, runtime: str) -> bool:
    """The database, closed to all but its two roles; true when it is new and `grant_runtime_rights` must follow."""
    new = not await connection.fetchval(_DATABASE_EXISTS, database)
    if new:
        await connection.execute(f"CREATE DATABASE {_name(database)} OWNER {_name(owner)}")
    await close_database(connection, database, runtime=runtime)
    return new


async def close_database(connection: asyncpg.Connection, database: str, *, runtime: str) -> None:
    """Let nobody connect but the owner and the runtime role."""
    await connection.execute(f"REVOKE ALL ON DATABASE {_name(database)} FROM PUBLIC")
    await connection.execute(f"GRANT CONNECT ON DATABASE {_name(database)} TO {_name(runtime)}")


async def grant_runtime_rights(inside: asyncpg.Connection, *, owner: str, runtime: str) -> None:
    """Rows yes, schema no, for all that `owner` will create; `inside` is a superuser's session in the database."""
    async with inside.transaction():
        await inside.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        await inside.execute(_RUNTIME_RIGHTS.format(owner=_name(owner), runtime=_name(runtime)))


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
