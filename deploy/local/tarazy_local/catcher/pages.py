"""placeholder"""

from fastapi import APIRouter

from tarazy_local.catcher.mailbox import Mailbox


def pages_router(mailbox: Mailbox) -> APIRouter:
    return APIRouter()
