"""Health and metrics over HTTP."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from tarazy_shared import telemetry

Check = Callable[[], Awaitable[str | None]]
"""Gives what is wrong, or nothing."""


def health_router(*, live: Mapping[str, Check], ready: Mapping[str, Check]) -> APIRouter:
    """`/health/live` (restart me if not), `/health/ready` (send me work), `/metrics`."""
    router = APIRouter(tags=["health"])

    async def answer(checks: Mapping[str, Check]) -> JSONResponse:
        wrong: dict[str, str] = {}
        for name, check in checks.items():
            try:
                reason = await check()
            except Exception as error:
                reason = repr(error)
            if reason:
                wrong[name] = reason
        return JSONResponse({"status": "failing" if wrong else "ok", "failing": wrong}, 503 if wrong else 200)

    @router.get("/health/live", summary="Whether this process should go on living")
    async def is_live() -> JSONResponse:
        return await answer(live)

    @router.get("/health/ready", summary="Whether this process can take work")
    async def is_ready() -> JSONResponse:
        return await answer(ready)

    @router.get("/metrics", summary="Prometheus metrics", response_class=Response)
    async def metrics() -> Response:
        return Response(generate_latest(telemetry.registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return router
