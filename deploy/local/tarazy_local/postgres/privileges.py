"""PostgreSQL refuses to run as root: how a server of root's gets a user that it accepts.

Nothing outside the state folder is changed: no account is added, no folder above it is opened.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tarazy_local.child import RunAs
from tarazy_local.postgres.binaries import Binaries

_LAUNCHER = Path(__file__).parent.parent / "launcher.py"
_SHARED_HOME = Path("/var/lib/tarazy")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server's files are, which programs it uses and as whom it runs."""

    folder: Path
    binaries: Binaries
    run_as: RunAs | None


def settle(folder: Path, binaries: Binaries, *, namespaces: bool | None = None) -> Place:
    """Prepare `folder` for a server started by this process.

    An ordinary user's server simply runs. Root's runs under another name in a user namespace, where its files stay
    root's; where the system allows no namespaces (`namespaces` overrides the trial), the server becomes an
    unprivileged user with a copy of the programs, in `folder` when that user can reach it, else in /var/lib/tarazy.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return Place(folder, binaries, None)
    account = unprivileged()
    if namespaces_allowed(account) if namespaces is None else namespaces:
        return Place(folder, binaries, RunAs(account.pw_uid, account.pw_gid, namespace=True))
    run_as = RunAs(account.pw_uid, account.pw_gid, namespace=False)
    folder = _passable(folder) or _elsewhere(folder)
    os.chown(folder, run_as.uid, run_as.gid)
    return Place(folder, _copied(binaries, folder / "programs", run_as), run_as)


def unprivileged() -> pwd.struct_passwd:
    """An account that the machine has for programs without rights; initdb insists that it has a name."""
    accounts = {account.pw_name: account for account in pwd.getpwall() if account.pw_uid != 0}
    return accounts.get("nobody") or next(iter(accounts.values()))


def namespaces_allowed(account: pwd.struct_passwd) -> bool:
    """True when a process of this user may enter a user namespace, found by trying."""
    trial = [sys.executable, "-I", str(_LAUNCHER), "--parent", str(os.getpid())]
    trial += ["--namespace", f"{account.pw_uid}:{account.pw_gid}", "--", "true"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def _passable(folder: Path) -> Path | None:
    """The folder, when everybody may pass through to it; the one above it, the state folder, is opened for that."""
    state, *above = folder.resolve().parents
    if not all(step.stat().st_mode & 0o001 for step in above):
        return None
    state.chmod(state.stat().st_mode | 0o011)  # passing only: nobody can list it, and its files are their owner's
    return folder


def _elsewhere(folder: Path) -> Path:
    """A folder below /var/lib that belongs to this one: made once, remembered in it."""
    note = folder / "elsewhere"
    if not note.exists():
        note.write_text(secrets.token_hex(8), encoding="ascii")
    _SHARED_HOME.mkdir(exist_ok=True)
    _SHARED_HOME.chmod(0o711)
    place = _SHARED_HOME / note.read_text(encoding="ascii")
    place.mkdir(exist_ok=True, mode=0o700)
    return place


def _copied(binaries: Binaries, target: Path, run_as: RunAs) -> Binaries:
    """A copy that the unprivileged user may read; made once for each version of the programs."""
    if not binaries.tree:
        return binaries
    made = target / str(binaries.major)
    if not made.is_dir():
        unfinished = target / f"{binaries.major}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in binaries.tree:
            shutil.copytree(part, unfinished / part.relative_to(binaries.root), symlinks=True)
        for path in (target, unfinished, *unfinished.rglob("*")):
            os.chown(path, run_as.uid, run_as.gid, follow_symlinks=False)
        unfinished.rename(made)
    return Binaries(made / binaries.bin.relative_to(binaries.root), binaries.major)
