"""One process that sends and does nothing else.

python -m benchmarks.sender_process DATABASE_URL SMTP_PORT
"""

import asyncio
import sys
from contextlib import AsyncExitStack

import uvloop
from tarazy_notifications.adapters.channels.wiring import Channels
from tarazy_notifications.app.rota import Rota, lanes_for
from tarazy_notifications.main import sending
from tarazy_shared.clock import system_clock
from tarazy_shared.database import open_pool
from tarazy_shared.unit_of_work import Work

from benchmarks.bench_sender import settings_for


async def _send(database_url: str, port: int) -> None:
    settings = settings_for(database_url, port)
    pool = await open_pool(database_url, name="sender")
    work = Work(pool, system_clock(), "/tarazy/notifications")
    async with AsyncExitStack() as stack:
        for loop in sending(settings, Channels.of(settings), work, Rota(lanes_for(settings.lanes))):
            await stack.enter_async_context(loop)
        await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_send(sys.argv[1], int(sys.argv[2])))
