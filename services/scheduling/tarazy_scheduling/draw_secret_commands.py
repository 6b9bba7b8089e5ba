"""`tarazy draw-secrets`: a chain of secrets whose root somebody outside the court's service keeps.

The keeper makes the chain, publishes its anchor ahead and opens one secret a day. The root never leaves the file.
"""

import hashlib
import json
import os
import re
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import click
from tarazy_shared.installation import read_endpoints

from tarazy_scheduling.new_files import write_new

MOST_DAYS = 3660
COURT_CODE = re.compile("[a-z0-9-]{2,40}")
TOKEN = "TARAZY_SCHEDULING_TOKEN"  # noqa: S105  the name of a setting


@click.group("draw-secrets")
def draw_secrets() -> None:
    """Keep the secrets that a court's draws of judges are seeded with."""


@draw_secrets.command("generate")
@click.option("--court", required=True, help="The court's code.")
@click.option("--from", "from_on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, MOST_DAYS))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A file that is not there yet.")
def generate(court: str, from_on: datetime, days: int, out: Path) -> None:
    """Make a chain. The file is all of it: whoever has it knows every secret. Keep it, and a copy, elsewhere."""
    if not COURT_CODE.fullmatch(court):
        raise click.BadParameter("small letters, digits and hyphens, 2 to 40", param_hint="--court")
    root = secrets.token_bytes(32)
    kept = {
        "court_id": court,
        "from_on": str(from_on.date()),
        "days": days,
        "anchor": _hashed(root, days),
        "root": root.hex(),
    }
    write_new(out, kept, mode=0o600)
    click.echo(f"anchor {kept['anchor']}")


_KEPT = click.option(
    "--file", "kept", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="As generated."
)
_URL = click.option("--url", help="Address of scheduling; that of the running system by default.")
_STATE = click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")


@draw_secrets.command("publish")
@_KEPT
@_URL
@_STATE
def publish(kept: Path, url: str | None, state: str | None) -> None:
    """Tell the service anchor, first day and number of days, before the first day. Nothing else leaves the file."""
    chain = _read(kept)
    body = {name: chain[name] for name in ("anchor", "from_on", "days")}
    _ask("POST", f"/courts/{chain['court_id']}/draw-secrets", body, url, state)
    click.echo(f"published for {chain['court_id']}: {chain['days']} days from {chain['from_on']}")


@draw_secrets.command("open")
@_KEPT
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Today in the court's zone by default.")
@_URL
@_STATE
def open_one(kept: Path, day: datetime | None, url: str | None, state: str | None) -> None:
    """Tell the service the secret of one day. Draws of the day are made with it from then on."""
    chain = _read(kept)
    on = day.date() if day else _today(str(chain["court_id"]), url, state)
    left = int(chain["days"]) - 1 - (on - date.fromisoformat(chain["from_on"])).days
    if not 0 <= left < int(chain["days"]):
        last = date.fromisoformat(chain["from_on"]) + timedelta(days=int(chain["days"]) - 1)
        raise click.ClickException(f"{on} is not of this chain, which goes from {chain['from_on']} to {last}")
    secret = _hashed(bytes.fromhex(chain["root"]), left)
    _ask("PUT", f"/courts/{chain['court_id']}/draw-secrets/{on}", {"secret": secret}, url, state)
    click.echo(f"opened for {chain['court_id']}: {on}")


def _hashed(secret: bytes, times: int) -> str:
    for _ in range(times):
        secret = hashlib.sha256(secret).digest()
    return secret.hex()


def _read(kept: Path) -> dict[str, Any]:
    """The chain of a file. Raises `ClickException` for one that is none, or whose anchor is not its root's."""
    try:
        chain = dict(json.loads(kept.read_text(encoding="utf-8")))
        date.fromisoformat(chain["from_on"])
        days = int(chain["days"])
        if not COURT_CODE.fullmatch(chain["court_id"]) or not 1 <= days <= MOST_DAYS:
            raise ValueError(f"court_id must be a court's code, and days 1 to {MOST_DAYS}")
        right = _hashed(bytes.fromhex(chain["root"]), days) == chain["anchor"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f"{kept} is no chain of secrets: {error}") from error
    if not right:
        raise click.ClickException(f"{kept} was changed: its anchor does not follow from its root")
    return chain


def _today(court_id: str, url: str | None, state: str | None) -> date:
    zone = _ask("GET", f"/courts/{court_id}", None, url, state)["zone"]
    return datetime.now(ZoneInfo(zone)).date()


def _ask(method: str, path: str, body: Any, url: str | None, state: str | None) -> dict[str, Any]:
    """What scheduling answers. Raises `ClickException` with what it refuses and why."""
    found = {} if url else read_endpoints(state)["services"]["scheduling"]
    address, token = url or found["url"], os.environ.get(TOKEN) or found.get("token", "")
    if not address.startswith(("http://", "https://")):
        raise click.ClickException(f"{address} is no address of a service")
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    content = None if body is None else json.dumps(body).encode()
    request = Request(f"{address.rstrip('/')}{path}", content, headers, method=method)  # noqa: S310  http alone
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return dict(json.load(answer))
    except HTTPError as error:
        raise click.ClickException(_why(error)) from error
    except (URLError, OSError, ValueError) as error:
        raise click.ClickException(f"{address} does not answer: {error}") from error


def _why(error: HTTPError) -> str:
    try:
        told = json.load(error)
        return "; ".join([told["title"], *(f"{one['field']}: {one['reason']}" for one in told["errors"])])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {error.code}"
