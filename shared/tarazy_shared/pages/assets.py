"""Style sheet, logo and script, served by the service itself; an address names the content, so it may be kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

_TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    content: bytes
    media_type: str
    fingerprint: str


@cache
def assets() -> Mapping[str, Asset]:
    """The files of `static/` by name."""
    folder = files("tarazy_shared.pages").joinpath("static")
    found = {}
    for file in folder.iterdir():
        content = file.read_bytes()
        fingerprint = hashlib.sha256(content).hexdigest()[:16]
        found[file.name] = Asset(content, _TYPES[file.name.rpartition(".")[2]], fingerprint)
    return MappingProxyType(found)


def mount_static(app: FastAPI) -> None:
    """Serve `/static/{name}`. A second call on one application does nothing."""
    if any(getattr(route, "path", None) == "/static/{name}" for route in app.routes):
        return

    # An own route and not StaticFiles: that one does not find its files where an ingress cuts the root path off.
    @app.get("/static/{name}", include_in_schema=False)
    async def static(request: Request, name: str) -> Response:
        asset = assets().get(name)
        if asset is None:
            raise HTTPException(404)
        named = request.query_params.get("v") == asset.fingerprint
        headers = {
            "cache-control": "public, max-age=31536000, immutable" if named else "no-cache",
            "etag": f'"{asset.fingerprint}"',
            "x-content-type-options": "nosniff",
        }
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(asset.content, headers=headers, media_type=asset.media_type)
