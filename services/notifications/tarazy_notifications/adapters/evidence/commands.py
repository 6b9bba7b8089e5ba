"""`tarazy notifications proof`, which fetches a proof of notice, and `tarazy verify-notices`, which checks files."""

from pathlib import Path
from uuid import UUID

import click
import httpx
from tarazy_shared.installation import service_address

from tarazy_notifications import verify_notices

WAIT = 60.0
"""Seconds for one proof."""


@click.command("proof")
@click.argument("hearing", type=click.UUID)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to; by default notices-HEARING.json."
)
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def proof(hearing: UUID, out: Path | None, state: str | None) -> None:
    """Write down who was told what of a HEARING, in which words, when, how and with which answer.

    `tarazy verify-notices FILE` checks the file, anywhere and at any time.
    """
    out = out or Path(f"notices-{hearing}.json")
    url, token = service_address("notifications", state)
    try:
        answer = httpx.get(
            f"{url}/hearings/{hearing}/proof", headers={"Authorization": f"Bearer {token}"}, timeout=WAIT
        )
    except httpx.HTTPError as error:
        raise click.ClickException(f"notifications does not answer at {url}: {error}") from error
    if answer.status_code != httpx.codes.OK:
        raise click.ClickException(f"{answer.status_code}: {_title(answer)}")
    out.write_bytes(answer.content)
    status, sentence = verify_notices.report(str(out))
    click.echo(sentence)
    raise SystemExit(status)


@click.command("verify-notices")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def verify_files(files: tuple[str, ...]) -> None:
    """Check exported proofs of notice, and name the first entry of each that is not as it must be.

    A proof is what `tarazy notifications proof HEARING` writes. The same check without Tarazy is the one file
    tarazy_notifications/verify_notices.py. Exit status 1 when something is wrong, 2 for a file that is no proof or
    cannot be read.
    """
    results = [verify_notices.report(name) for name in files]
    for _, sentence in results:
        click.echo(sentence)
    raise SystemExit(max(status for status, _ in results))


def _title(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["title"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:200]
