"""The broker's jars: fetched once from Maven Central into a cache that all states share."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from tarazy_local.errors import CannotRun, usable

POM = Path(__file__).with_name("pom.xml")
_EXPECTED = 45
"""How many jars the pom stands for, for the progress line only."""


def cache_folder() -> Path:
    """Where downloads are kept: TARAZY_CACHE, by default ~/.cache/tarazy."""
    chosen = os.environ.get("TARAZY_CACHE", "")
    return Path(chosen).expanduser().absolute() if chosen else Path.home() / ".cache" / "tarazy"


async def fetch_jars(cache: Path, tell: Callable[[str], None]) -> tuple[Path, ...]:
    """The class path in a fixed order, downloaded at the first call for this pom.

    `tell` gets a line of progress now and then. Raises `CannotRun` when Maven is missing or fails.
    """
    folder = cache / f"kafka-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"
    with usable("cache", cache, "TARAZY_CACHE"):
        if not folder.is_dir():
            with await asyncio.to_thread(_locked, cache):
                if not folder.is_dir():
                    await _download(folder, tell)
        return tuple(sorted(folder.glob("*.jar")))


def _locked(cache: Path) -> TextIO:
    """Wait until no other process downloads; the lock goes when the file is closed."""
    cache.mkdir(parents=True, exist_ok=True)
    lock = (cache / "kafka.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


async def _download(folder: Path, tell: Callable[[str], None]) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotRun(
            "Maven is missing. Install it (Debian: apt install maven; macOS: brew install maven),"
            " or set TARAZY_KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs."
        )
    tell("Fetching Apache Kafka from Maven Central (44 MB, once)")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="kafka-new-") as unfinished:
        work = Path(unfinished)
        shutil.copy(POM, work / "pom.xml")
        target = work / "jars"
        process = await asyncio.create_subprocess_exec(
            maven,
            "--batch-mode",
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={target}",
            cwd=work,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            error = await _follow(process, tell)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise CannotRun(f"Kafka could not be fetched from Maven Central: {error or 'see mvn'}.")
        target.rename(folder)


async def _follow(process: asyncio.subprocess.Process, tell: Callable[[str], None]) -> str:
    """Tell how far the download is, and give the first thing that Maven calls an error."""
    arrived, error = 0, ""
    assert process.stdout is not None  # noqa: S101  it was asked for
    async for raw in process.stdout:
        line = raw.decode("utf-8", "replace").strip()
        if "Downloaded from" in line and ".jar" in line:
            arrived += 1
            if arrived % 15 == 0:
                tell(f"  {arrived} files of Kafka and Maven's own tools")
        elif line.startswith("[INFO] Copying") and arrived >= 0:
            arrived = -1
            tell(f"  copying {_EXPECTED} jars into the cache")
        elif line.startswith("[ERROR]") and not error:
            error = line.removeprefix("[ERROR]").strip()[:300].rstrip(".")
    await process.wait()
    return error
