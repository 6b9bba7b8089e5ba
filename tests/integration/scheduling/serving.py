"""Parts of the service's interface, served to a test without a port."""

import httpx
from fastapi import APIRouter, FastAPI
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.redraws import redraws_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import handle_problems

TOKEN = {"Authorization": "Bearer a-token-for-writing"}


def client_of(
    *routers: APIRouter, headers: dict[str, str] | None = None, base_url: str = "http://test"
) -> httpx.AsyncClient:
    """Asks these routers, as a reader or as whom `headers` say."""
    app = FastAPI()
    handle_problems(app)
    for router in routers:
        app.include_router(router)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base_url, headers=headers)


def client_of_redraws(running: Running, settings: Settings, sets: WorkingSets) -> httpx.AsyncClient:
    """Draws by hand, with the token, and reads the ledger."""
    return client_of(redraws_router(running, sets, settings), draws_router(running), headers=TOKEN)
