"""The catcher's servers in one process."""

from contextlib import AsyncExitStack
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
from tarazy_local.catcher.texts.api import texts_router
from tarazy_local.catcher.texts.centre import Centre, serving
from tarazy_local.catcher.texts.script import TextScript
from tarazy_local.catcher.texts.store import TextStore


def make_app(mailbox: Mailbox, script: Script) -> FastAPI:
    """The API and the pages. Mails are personal: no name but this machine's own is answered to."""
    app = FastAPI(title="Tarazy mail catcher", docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    app.include_router(api_router(mailbox, script))
    mount_pages(app, mailbox)
    return app


async def serve(
    host: str, *, smtp_port: int, http_port: int, file: Path, smpp_port: int | None = None, clock: Clock | None = None
) -> None:
    """Run all until SIGTERM or Ctrl-C; `OSError` when a port is taken."""
    clock = clock or system_clock()
    mailbox, script, texts, text_script = Mailbox(file), Script(), TextStore(file), TextScript()
    app = make_app(mailbox, script)
    app.include_router(texts_router(texts, text_script, clock))
    config = uvicorn.Config(app, host=host, port=http_port, log_level="warning", access_log=False, lifespan="off")
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(smtp_server(host, smtp_port, mailbox=mailbox, script=script, clock=clock))
            if smpp_port is not None:
                centre = Centre(lambda message: texts.keep(message, at=clock()), text_script)
                await stack.enter_async_context(serving(centre, host, smpp_port))
            await uvicorn.Server(config).serve()
    finally:
        mailbox.close()
        texts.close()
