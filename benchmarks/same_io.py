"""The I/O of a service, noted while it works and done again by a loop that decides nothing.

What is repeated are the very statements with the very arguments, transaction by transaction, and the records that they
leave in the outbox. What is left of a ratio of 1 is therefore the price of everything but I/O.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import asyncpg
from tarazy_shared.database import Connection

NOTED = ("execute", "fetch", "fetchrow", "fetchval", "copy_records_to_table")
_OF_THE_RELAY = "FROM outbox ORDER BY id"
_ADMITS = "INSERT INTO inbox"


class Statement(NamedTuple):
    """A method of a connection, as it was called."""

    method: str
    args: tuple[Any, ...]
    options: dict[str, Any]

    @property
    def text(self) -> str:
        """The SQL, or the table that is copied into."""
        return str(self.args[0])


@dataclass(slots=True)
class Transaction:
    """What was asked between a BEGIN and its COMMIT."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records of a topic it took in."""
        return sum(len(one.args[1]) for one in self.statements if _ADMITS in one.text)

    @property
    def writes(self) -> bool:
        """Whether it leaves something behind. The relay is none of these: the bare loop has its own."""
        texts = [one.text for one in self.statements]
        if any(_OF_THE_RELAY in text for text in texts):
            return False
        return any(not text.lstrip().startswith(("SELECT", "WITH")) for text in texts)

    async def repeat(self, connection: Connection) -> None:
        """Ask the same again."""
        for method, args, options in self.statements:
            await getattr(connection, method)(*args, **options)


@contextmanager
def noted() -> Iterator[list[Transaction]]:
    """The transactions of this process that write and commit while the block runs, in the order of their commits."""
    committed: list[Transaction] = []
    running: dict[int, Transaction] = {}
    real = {name: getattr(asyncpg.Connection, name) for name in NOTED}

    def noting(name: str) -> Any:
        async def call(connection: asyncpg.Connection, *args: Any, **options: Any) -> Any:
            # "BEGIN ISOLATION LEVEL ..." too, as those ask that read a ledger whole.
            if args[0].startswith("BEGIN"):
                running[id(connection)] = Transaction()
            elif args[0] in ("COMMIT;", "ROLLBACK;"):
                ended = running.pop(id(connection))
                committed.extend([ended] if args[0] == "COMMIT;" and ended.writes else [])
            elif id(connection) in running:
                running[id(connection)].statements.append(Statement(name, args, options))
            return await real[name](connection, *args, **options)

        return call

    for name in NOTED:
        setattr(asyncpg.Connection, name, noting(name))
    try:
        yield committed
    finally:
        for name, method in real.items():
            setattr(asyncpg.Connection, name, method)
