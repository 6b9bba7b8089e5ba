"""Routers of pages."""

from fastapi import APIRouter


def pages_router() -> APIRouter:
    """Routes of pages: not in the API's description."""
    return APIRouter(tags=["pages"], include_in_schema=False)
