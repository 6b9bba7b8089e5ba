"""The Java runtime that carries the broker."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tarazy_local.errors import CannotRun

OLDEST = 17
_HOW = f"Install Java {OLDEST} or newer (Debian: apt install openjdk-17-jre-headless; macOS: brew install openjdk@17)"


@dataclass(frozen=True, slots=True)
class Java:
    """A Java runtime that is new enough."""

    program: str
    version: str
    """As it calls itself, such as 17.0.15."""


def find_java() -> Java:
    """The runtime of JAVA_HOME, else of the PATH. `CannotRun` says how to get one."""
    home = os.environ.get("JAVA_HOME", "")
    at_home = str(Path(home, "bin", "java"))
    program = at_home if home and os.access(at_home, os.X_OK) else shutil.which("java")
    if program is None:
        raise CannotRun(f"Java is missing. {_HOW}, or set TARAZY_KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs.")
    answer = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    version = read_version(answer.stderr + answer.stdout)
    if version is None:
        raise CannotRun(f"{program} does not tell its version. {_HOW}.")
    if major(version) < OLDEST:
        raise CannotRun(f"Java {version} ({program}) is too old for Kafka. {_HOW}.")
    return Java(program, version)


def read_version(text: str) -> str | None:
    """The version in what `java -version` prints, None where there is none."""
    found = re.search(r'version "([0-9][^"]*)"', text)
    return found[1] if found else None


def major(version: str) -> int:
    """The release number: 17 of 17.0.15, 8 of the old spelling 1.8.0_292."""
    parts = re.findall(r"\d+", version)
    return int(parts[1]) if parts[0] == "1" and len(parts) > 1 else int(parts[0])
