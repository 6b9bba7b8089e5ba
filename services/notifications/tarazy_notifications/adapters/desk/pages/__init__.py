"""The pages of the desk."""

from fastapi import APIRouter
from tarazy_shared.front.audit import audit_pages_router
from tarazy_shared.front.courts import courts_pages_router
from tarazy_shared.front.signing_in import sign_in_router

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk.front import Front
from tarazy_notifications.adapters.desk.pages.access import access_pages_router
from tarazy_notifications.adapters.desk.pages.channels import channel_pages_router
from tarazy_notifications.adapters.desk.pages.notices import notice_pages_router
from tarazy_notifications.adapters.desk.pages.proof import proof_pages_router
from tarazy_notifications.adapters.desk.pages.single import single_pages_router
from tarazy_notifications.adapters.desk.pages.tasks import task_pages_router
from tarazy_notifications.adapters.desk.pages.texts import text_pages_router
from tarazy_notifications.adapters.desk.pages.untold import untold_pages_router
from tarazy_notifications.adapters.links import Links
from tarazy_notifications.adapters.preferences.pages import preference_pages
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.handing_out import HandingOut


def desk_pages(
    front: Front, rules: Rules, handing_out: HandingOut, links: Links | None, *, is_https: bool = False
) -> list[APIRouter]:
    """All of them, and the way in and out."""
    return [
        sign_in_router(front, is_https=is_https),
        courts_pages_router(front),
        notice_pages_router(front, rules),
        single_pages_router(front, rules),
        task_pages_router(front, rules),
        text_pages_router(front, rules),
        untold_pages_router(front, rules),
        proof_pages_router(front, handing_out),
        channel_pages_router(front),
        access_pages_router(front),
        preference_pages(front, rules, links),
        audit_pages_router(front, directory.names_of),
    ]
