"""Everything that notifications answers over HTTP. Each route names a permission at the door, or that anybody may."""

from fastapi import APIRouter
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Pages, Section

from tarazy_notifications.adapters.alerts.http import alerts_router
from tarazy_notifications.adapters.channels.wiring import Channels, Inboxes
from tarazy_notifications.adapters.delivery.http import channels_router
from tarazy_notifications.adapters.delivery.receipts_http import receipts_router
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.desk.front import front_of
from tarazy_notifications.adapters.desk.grants_http import grants_router
from tarazy_notifications.adapters.desk.http import desk_router
from tarazy_notifications.adapters.desk.pages import desk_pages
from tarazy_notifications.adapters.desk.tasks_http import tasks_router
from tarazy_notifications.adapters.evidence.http import proof_router
from tarazy_notifications.adapters.evidence.untold_http import untold_router
from tarazy_notifications.adapters.http import notices_router
from tarazy_notifications.adapters.links import links_of
from tarazy_notifications.adapters.previews_http import previews_router
from tarazy_notifications.adapters.replies_http import replies_router
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.http import rules_router
from tarazy_notifications.adapters.texts.http import texts_router
from tarazy_notifications.app.alerts.telling import Alerting
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.evidence.handing_out import HandingOut
from tarazy_notifications.app.evidence.proving import proving
from tarazy_notifications.app.evidence.wiring import impatient_sealer


def notifications_routers(
    door: Door, rules: Rules, channels: Channels, inboxes: Inboxes, *, is_https: bool = False
) -> list[APIRouter]:
    """All routers: JSON for programs, then pages."""
    front = front_of(door, Pages("tarazy_notifications"))
    handing_out = HandingOut(door.work, impatient_sealer(door.work))
    return [
        notices_router(door.work.pool, door),
        replies_router(door.work.pool, door),
        rules_router(door, rules),
        proof_router(door, handing_out),
        untold_router(door, rules),
        texts_router(door),
        *channels.routers(door, front, inboxes, rules),
        channels_router(door),
        receipts_router(Receiving(door.work, proving(rules)), channels.settings.receipts_key),
        alerts_router(Alerting(door.work, rules, channels.names), channels.settings.alerts_token),
        previews_router(Pages("tarazy_notifications", sections=[Section("/previews", message("Notices"))])),
        desk_router(door),
        tasks_router(door, rules),
        grants_router(door),
        *desk_pages(front, rules, handing_out, links_of(channels.settings), is_https=is_https),
    ]
