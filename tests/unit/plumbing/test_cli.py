"""The one command, as whoever types it sees it."""

import click
import pytest
from aiokafka.errors import KafkaConnectionError
from tarazy_shared import cli


def test_a_server_that_is_away_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise KafkaConnectionError("Unable to bootstrap from 127.0.0.1:9")

    monkeypatch.setattr(cli, "tarazy", click.Group())
    monkeypatch.setattr(cli, "entry_points", lambda group: [])
    cli.add(cli.tarazy, click.Command("serve", callback=away))
    monkeypatch.setattr("sys.argv", ["tarazy", "serve"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert "Unable to bootstrap" in capsys.readouterr().err
