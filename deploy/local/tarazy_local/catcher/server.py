"""The catcher's two servers in one process."""

from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from tarazy_shared.clock import Clock, system_clock

from tarazy_local.catcher.api import api_router
from tarazy_local.catcher.behaviour import Script
from tarazy_local.catcher.mailbox import Mailbox
from tarazy_local.catcher.pages import mount_pages
from tarazy_local.catcher.smtp import smtp_server


def make_app(mailbox: Mailbox, script: Script) -> FastAPI:
    """The API and the pages. Mails are personal: no name but this machine's own is answered to."""
    app = FastAPI(title="Tarazy mail catcher", docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    app.include_router(api_router(mailbox, script))
    mount_pages(app, mailbox)
    return app


async def serve(host: str, *, smtp_port: int, http_port: int, file: Path, clock: Clock | None = None) -> None:
    """Run both until SIGTERM or Ctrl-C; `OSError` when a port is taken."""
    mailbox, script = Mailbox(file), Script()
    config = uvicorn.Config(
        make_app(mailbox, script), host=host, port=http_port, log_level="warning", access_log=False, lifespan="off"
    )
    try:
        async with smtp_server(host, smtp_port, mailbox=mailbox, script=script, clock=clock or system_clock()):
            await uvicorn.Server(config).serve()
    finally:
        mailbox.close()
