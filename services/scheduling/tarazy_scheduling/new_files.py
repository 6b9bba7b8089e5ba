"""Files that commands make once and never write over: what is in them cannot be made again."""

import json
import os
from pathlib import Path
from typing import Any

import click


def write_new(file: Path, value: dict[str, Any], *, mode: int) -> None:
    """Write JSON into a file that is not there yet, whole or not at all. `mode` is who may read it.

    Raises `ClickException` that says why it cannot be written.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(value, out, indent=2)
            out.write("\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
