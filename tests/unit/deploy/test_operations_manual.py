"""The manual for operators: its commands exist, its metrics are told, every alert leads to its runbook."""

import re
from importlib.metadata import entry_points
from uuid import uuid4

import click
import pytest
from tarazy_shared.cli import add

from deploy.prometheus.metrics import METRICS
from tests.unit.deploy.repository import DEPLOY, ROOT, alerts, compose

MANUAL = ROOT / "docs" / "operations.md"
TEXTS = [MANUAL, *sorted((DEPLOY / "prometheus" / "runbooks").iterdir())]


def commands() -> list[str]:
    """Each `tarazy …` that a reader is told to type, without comments."""
    found = set()
    for file in TEXTS:
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"`(?:\.venv/bin/)?(tarazy [^`…]+)`", text))
        blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
        found |= set(re.findall(r"^(?:docker compose exec \S+ )?(tarazy [^#\n]+)", blocks, re.MULTILINE))
    return sorted(command.strip() for command in found)


@pytest.fixture(scope="module")
def tarazy() -> click.Group:
    """The command with everything that is installed."""
    group = click.Group("tarazy")
    for entry in entry_points(group="tarazy.commands"):
        for command in entry.load()():
            add(group, command)
    return group


@pytest.mark.parametrize("typed", commands())
def test_a_command_of_the_manual_is_one(tarazy: click.Group, typed: str) -> None:
    words = re.sub(r"<id>…?|\bID\b", str(uuid4()), typed).replace("<service>", "hr")
    words = re.sub(r"\[(--\w+ .*?)\]", r"\1", words)
    command: click.Command = tarazy
    context = click.Context(tarazy)
    rest = words.split()[1:]
    while isinstance(command, click.Group) and rest:
        name, chosen, rest = command.resolve_command(context, rest)
        assert chosen is not None, typed
        command, context = chosen, click.Context(chosen, parent=context, info_name=name)
    if not isinstance(command, click.Group):
        try:
            command.make_context(typed, rest)
        except click.MissingParameter:
            assert not rest, typed  # named in passing, without what it is used on


def test_metrics_of_the_manual_are_told_by_the_services() -> None:
    named = set(re.findall(r"`(tarazy_\w+)`", MANUAL.read_text(encoding="utf-8")))
    assert named
    assert named <= set(METRICS)


def test_every_alert_stands_beside_its_runbook() -> None:
    rows = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if "/runbooks/" in line]
    for rule in alerts():
        (row,) = [row for row in rows if re.search(rf"\b{rule['alert']}\b", row)]
        assert f"(../{rule['annotations']['runbook']})" in row


def test_files_and_services_of_the_manual_are_there() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for path in re.findall(r"`?(deploy/[\w/.-]+)`?", text):
        assert path == "deploy/docker/secrets" or (ROOT / path).exists(), path
    for service in re.findall(r"docker compose exec (?:-T )?(\S+)", text):
        assert service in compose()["services"]
