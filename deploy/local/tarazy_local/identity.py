"""Which process a number stands for: process ids are given out again, a start time is not."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Identity:
    """A process, told from a later one with the same id by the moment it began."""

    pid: int
    began: str
    """Opaque; equal only for the same process of the same boot."""

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """The living process with this id, None where there is none or only its unreaped remains."""
        began = _began_linux(pid) if sys.platform == "linux" else _began_elsewhere(pid)
        return cls(pid, began) if began else None

    def lives(self) -> bool:
        """True as long as this very process runs."""
        return Identity.of(self.pid) == self


def _began_linux(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    state, *fields = stat.rpartition(")")[2].split()  # the name before it may hold blanks and brackets
    return "" if state in "ZX" else f"{boot}:{fields[18]}"


def _began_elsewhere(pid: int) -> str:
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip()
