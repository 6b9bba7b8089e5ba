"""What `make` says on a machine that lacks something."""

import shutil
import subprocess
from pathlib import Path

import pytest

PREFLIGHT = Path(__file__).parents[3] / "tools" / "preflight"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A PATH with nothing but a shell's everyday tools."""
    for tool in ("sh", "sed", "head"):
        found = shutil.which(tool)
        assert found
        (tmp_path / tool).symlink_to(found)
    return tmp_path


def install(machine: Path, name: str, script: str) -> None:
    (machine / name).write_text(f"#!/bin/sh\n{script}\n")
    (machine / name).chmod(0o755)


def preflight(machine: Path, *needs: str, **settings: str) -> tuple[int, str]:
    environment = {"PATH": str(machine), "HOME": str(machine), **settings}
    done = subprocess.run(["sh", PREFLIGHT, *needs], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        ("python", "tarazy: Python 3.11 or newer is missing: install it"),
        ("java", "tarazy: Java is missing: install Java 17 or newer (Debian: apt install"),
        ("maven", "tarazy: Maven is missing: install it (Debian: apt install maven"),
    ],
)
def test_missing_tool_is_named_with_the_way_to_get_it(machine: Path, need: str, sentence: str) -> None:
    status, said = preflight(machine, need)
    assert status == 1
    assert said.startswith(sentence)
    assert "\n" not in said


def test_old_python_is_not_taken(machine: Path) -> None:
    install(machine, "python3", "exit 1")
    assert preflight(machine, "python")[0] == 1


def test_newer_python_is_found_beside_an_old_one(machine: Path) -> None:
    install(machine, "python3", "exit 1")
    install(machine, "python3.12", "exit 0")
    assert preflight(machine, "python") == (0, str(machine / "python3.12"))


@pytest.mark.parametrize(("version", "status"), [("17.0.15", 0), ("1.8.0_292", 1), ("11.0.2", 1), ("25", 0)])
def test_java_counts_from_17_in_either_spelling(machine: Path, version: str, status: int) -> None:
    install(machine, "java", f"echo 'openjdk version \"{version}\" 2025-04-15' >&2")
    assert preflight(machine, "java")[0] == status


def test_maven_is_not_needed_once_kafka_is_in_the_cache(machine: Path) -> None:
    (machine / "cache" / "kafka-0123456789ab").mkdir(parents=True)
    assert preflight(machine, "maven", TARAZY_CACHE=str(machine / "cache")) == (0, "")


def test_neither_is_needed_with_a_kafka_of_ones_own(machine: Path) -> None:
    assert preflight(machine, "java", "maven", TARAZY_KAFKA_BOOTSTRAP_SERVERS="kafka:9092") == (0, "")
