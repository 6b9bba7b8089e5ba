"""`tarazy notifications preview`: what a notice says, before anybody gets it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from tarazy_shared.database import open_pool
from tarazy_shared.installation import database_url

from tarazy_notifications.adapters.previews import Preview, shown_as
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.texts.samples import EVENTS, Sample
from tarazy_notifications.adapters.texts.trial import about_hearing, event_of, invented, shown
from tarazy_notifications.domain.people import ChannelName, Language, Role


@click.command("preview")
@click.argument("topic")
@click.option("--channel", type=click.Choice(get_args(ChannelName)), default="email", show_default=True)
@click.option("--role", type=click.Choice(get_args(Role)), help="By default the first to whom it goes.")
@click.option("--language", type=click.Choice(get_args(Language)), default="kk", show_default=True)
@click.option("--hearing", type=click.UUID, help="About this hearing, in its court's own words, to an invented person.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the HTML of a mail there.")
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def preview(
    topic: str,
    channel: ChannelName,
    role: Role | None,
    language: Language,
    hearing: UUID | None,
    html: Path | None,
    state: str | None,
) -> None:
    """Show what a notice of TOPIC says. Without a hearing all of it is invented, and no system has to run."""
    event = event_of(topic)
    if event is None:
        raise click.BadParameter(f"one of {', '.join(EVENTS)}", param_hint="TOPIC")
    one = invented(event, channel, role or EVENTS[event].roles[0], language)
    found = asyncio.run(_about(database_url("notifications", state), one, hearing)) if hearing else shown_as(one)
    if found is None:
        raise click.ClickException(f"{topic} is not about a hearing, or no hearing {hearing} is known")
    if html is not None and found.html is not None:
        html.write_text(found.html, encoding="utf-8")
    click.echo("\n".join(_lines(found)))


async def _about(url: str, one: Sample, hearing_id: UUID) -> Preview | None:
    pool = await open_pool(url, name="notifications-preview", size=1)
    try:
        async with pool.acquire() as connection:
            real = await about_hearing(connection, one, hearing_id)
            if real is None:
                return None
            book = await Rules(KINDS).current(connection)
            return shown(real, book, datetime.now(UTC).astimezone(ZoneInfo(real.court.zone)).date())
    finally:
        await pool.close()


def _lines(found: Preview) -> list[str]:
    lines = [f"Texts {found.version}"]
    if found.lacking:
        lines.append(f"A summons has to say more: {', '.join(found.lacking)}")
    if found.sms is not None:
        lines.append(f"{found.sms.encoding}, {found.sms.length} units, {found.sms.segments} parts")
    if found.payload is not None:
        return [*lines, "", found.payload.decode()]
    if found.entry is not None:
        lines += ["", found.entry.line]
    return [*lines, "", *([found.subject, ""] if found.subject else []), found.plain.rstrip()]
