"""`tarazy notifications proof`, which fetches a proof of notice, and `tarazy verify-notices`, which checks files."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import click
import httpx
from tarazy_shared.clock import system_clock
from tarazy_shared.database import open_pool
from tarazy_shared.installation import database_url, service_address
from tarazy_shared.unit_of_work import Work

from tarazy_notifications import verify_notices
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.evidence.erasing import Erased, NotYetError, erase

NOT_LOOKED_AT = "the pages of the PDF were not looked at"
WAIT = 60.0
"""Seconds for one proof."""


@click.command("proof")
@click.argument("hearing", type=click.UUID)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to; a PDF if it ends in .pdf; notices-HEARING.json by default.",
)
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default="kk", help="Of a PDF; kk by default.")
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def proof(hearing: UUID, out: Path | None, language: str, state: str | None) -> None:
    """Write down who was told what of a HEARING, in which words, when, how and with which answer.

    `tarazy verify-notices FILE` checks the file, anywhere and at any time.
    """
    out = out or Path(f"notices-{hearing}.json")
    url, token = service_address("notifications", state)
    ending = ".pdf" if out.suffix == ".pdf" else ""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
    try:
        answer = httpx.get(f"{url}/hearings/{hearing}/proof{ending}", headers=headers, timeout=WAIT)
    except httpx.HTTPError as error:
        raise click.ClickException(f"notifications does not answer at {url}: {error}") from error
    if answer.status_code != httpx.codes.OK:
        raise click.ClickException(f"{answer.status_code}: {_title(answer)}")
    out.write_bytes(answer.content)
    status, sentence = _report(str(out))
    click.echo(sentence)
    raise SystemExit(status)


@click.command("erase")
@click.argument("case", type=click.UUID)
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def erase_case(case: UUID, state: str | None) -> None:
    """Take names, addresses and words out of the proof of notice of a CASE, if the court's rule `retention` allows it.

    The chain and who was told when stay. Needs the database as the owner of its tables:
    TARAZY_NOTIFICATIONS_OWNER_DATABASE_URL, where that is another than the service's.
    """
    try:
        erased = asyncio.run(_erase(case, state))
    except NotYetError as why:
        raise click.ClickException(f"Nothing was erased: {why}") from why
    except asyncpg.InsufficientPrivilegeError as error:
        raise click.ClickException("Nothing was erased: only the owner of the tables may") from error
    click.echo(f"{erased.court_id}: erased what was personal in {erased.notices} notices")


@click.command("verify-notices")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def verify_files(files: tuple[str, ...]) -> None:
    """Check exported proofs of notice, and name the first entry of each that is not as it must be.

    A proof is what `tarazy notifications proof HEARING` writes. The same check without Tarazy is the one file
    tarazy_notifications/verify_notices.py; of a PDF that looks at the document inside, and this at the pages too.
    Exit status 1 when something is wrong, 2 for a file that is no proof or cannot be read.
    """
    results = [_report(name) for name in files]
    for _, sentence in results:
        click.echo(sentence)
    raise SystemExit(max(status for status, _ in results))


def _report(name: str) -> tuple[int, str]:
    """What the check of the document says; of a PDF also whether its pages say the same."""
    status, sentence = verify_notices.report(name)
    content = Path(name).read_bytes() if status == 0 else b""
    if not content.startswith(b"%PDF-"):
        return status, sentence
    # What writes pages takes a second to load.
    from tarazy_notifications.adapters.evidence.paper import pages_are_those_of

    if pages_are_those_of(content):
        return 0, sentence.replace(NOT_LOOKED_AT, "its pages are those of the document")
    return 1, sentence.replace(NOT_LOOKED_AT, "ITS PAGES ARE OTHERS than this version of Tarazy writes from it")


def _title(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["title"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:200]


async def _erase(case_id: UUID, state: str | None) -> Erased:
    url = os.environ.get("TARAZY_NOTIFICATIONS_OWNER_DATABASE_URL") or database_url("notifications", state)
    pool = await open_pool(url, name="notifications-erase", size=1)
    try:
        return await erase(Work(pool, system_clock(timedelta()), "/tarazy/notifications"), Rules(KINDS), case_id)
    finally:
        await pool.close()
