"""The state folder: data, logs, the secrets and ports that stay the same between runs, and who works in it now."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tarazy_local import ports
from tarazy_local.errors import CannotRun, usable
from tarazy_local.identity import Identity

ROOM_NEEDED = 500_000_000
"""Bytes that must be free on the disk of the state folder before a start."""


def state_folder(chosen: str | None = None) -> Path:
    """The folder in use: the one named, else TARAZY_STATE, else ./.tarazy."""
    return Path(chosen or os.environ.get("TARAZY_STATE") or ".tarazy").expanduser().absolute()


@dataclass(frozen=True, slots=True)
class State:
    """One state folder. Only its owner may look into it, since it holds passwords and mails."""

    folder: Path

    @property
    def logs(self) -> Path:
        """The folder of the log files, one a program."""
        return self.folder / "logs"

    @property
    def endpoints(self) -> Path:
        """What other programs read to find the running system."""
        return self.folder / "endpoints.json"

    @property
    def _lock(self) -> Path:
        """Held by whoever works in the folder."""
        return self.folder / "lock"

    def log(self, name: str) -> Path:
        """The log file of one program."""
        return self.logs / f"{name}.log"

    def prepare(self) -> None:
        """Make the folders. Raises `CannotRun` when they cannot be made or the disk is nearly full."""
        with self.usable():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.logs.mkdir(exist_ok=True, mode=0o700)
            self._lock.touch(mode=0o600)  # fails where the folder is there but not ours to write in
            free = shutil.disk_usage(self.folder).free
        if free < ROOM_NEEDED:
            raise CannotRun(
                f"The disk of {self.folder} is nearly full: {free // 1_000_000} MB are free,"
                f" {ROOM_NEEDED // 1_000_000} MB are needed. Free some space, or choose another folder by TARAZY_STATE."
            )

    def usable(self) -> AbstractContextManager[None]:
        """While the block lasts, errors of the folder are said in one sentence."""
        return usable("state folder", self.folder, "TARAZY_STATE")

    def secret(self, name: str) -> str:
        """A password or token of this name: made up at the first call, the same ever after."""
        file = self.folder / "secrets.json"
        known: dict[str, str] = read_json(file, {})
        if name not in known:
            known[name] = secrets.token_urlsafe(24)
            write_json(file, known)
        return known[name]

    def choose_ports(self, names: Iterable[str]) -> dict[str, int]:
        """A free loopback port for each name, the one of the last run where that is still free."""
        file = self.folder / "ports.json"
        chosen = ports.choose(names, read_json(file, {}))
        write_json(file, chosen)
        return chosen

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Work in this folder alone; `CannotRun` when somebody else does."""
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotRun(
                    f"Tarazy already runs with the state folder {self.folder}: stop it with `tarazy down`,"
                    " or choose another folder by TARAZY_STATE."
                ) from None
            yield

    def record_processes(self, supervisor: Identity | None, children: Mapping[str, Identity]) -> None:
        """Note who runs, so that the next start can end what a killed supervisor left behind."""
        people = {"supervisor": supervisor, **children}
        write_json(
            self.folder / "processes.json",
            {name: {"pid": who.pid, "began": who.began} for name, who in people.items() if who is not None},
        )

    def recorded_processes(self) -> dict[str, Identity]:
        """Who was noted last, dead or alive, the supervisor under `supervisor`."""
        noted: dict[str, dict[str, Any]] = read_json(self.folder / "processes.json", {})
        return {name: Identity(int(who["pid"]), str(who["began"])) for name, who in noted.items()}

    def supervisor(self) -> Identity | None:
        """The supervisor that runs now."""
        noted = self.recorded_processes().get("supervisor")
        return noted if noted is not None and noted.lives() else None


def read_json(file: Path, otherwise: Any) -> Any:
    """What the file holds, `otherwise` where there is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return otherwise
    except ValueError as error:
        raise CannotRun(f"{file} is damaged ({error}): remove it, or start with another state folder.") from error


def write_json(file: Path, content: Any) -> None:
    """Replace the file as a whole, readable by its owner only; a reader sees the old or the new one."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=2, ensure_ascii=False)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())
    os.replace(unfinished, file)
