"""The state folder."""

import json
import os
import stat
from pathlib import Path

import pytest
from tarazy_local import state as state_module
from tarazy_local.errors import CannotRun
from tarazy_local.identity import Identity
from tarazy_local.state import State, read_json, state_folder, write_json


@pytest.fixture
def state(tmp_path: Path) -> State:
    made = State(tmp_path / "state")
    made.prepare()
    return made


def test_option_wins_over_variable_and_variable_over_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TARAZY_STATE", raising=False)
    assert state_folder() == tmp_path / ".tarazy"
    monkeypatch.setenv("TARAZY_STATE", "/elsewhere")
    assert state_folder() == Path("/elsewhere")
    assert state_folder("/chosen") == Path("/chosen")


def test_secret_stays_the_same_and_differs_from_others(state: State) -> None:
    first = state.secret("hr token")
    assert State(state.folder).secret("hr token") == first
    assert state.secret("scheduling token") != first
    assert len(first) >= 32


def test_secrets_are_for_the_owner_only(state: State) -> None:
    state.secret("hr token")
    assert stat.S_IMODE((state.folder / "secrets.json").stat().st_mode) == 0o600


def test_second_use_of_a_state_folder_is_refused_with_what_to_do(state: State) -> None:
    with (
        state.claimed(),
        pytest.raises(CannotRun, match=r"already runs with the state folder .* `tarazy down`"),
        State(state.folder).claimed(),
    ):
        pass
    with State(state.folder).claimed():
        pass


def test_full_disk_is_said_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "ROOM_NEEDED", 10**18)
    with pytest.raises(CannotRun, match=r"nearly full: \d+ MB are free"):
        State(tmp_path).prepare()


def test_state_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="choose another by TARAZY_STATE"):
        State(tmp_path / "file" / "state").prepare()


def test_state_folder_that_is_there_but_cannot_be_written_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "nowhere" / "lock")
    (tmp_path / "nowhere").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CannotRun, match=rf"^The state folder {tmp_path} cannot be used \("):
        State(tmp_path).prepare()


def test_file_of_somebody_else_is_named_with_the_way_out(tmp_path: Path) -> None:
    file = str(tmp_path / "processes.json")
    with (
        pytest.raises(
            CannotRun,
            match=rf"^The state folder {tmp_path} cannot be used \(Permission denied for {file}\): choose another",
        ),
        State(tmp_path).usable(),
    ):
        raise PermissionError(13, "Permission denied", file)


def test_disk_that_fills_up_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotRun, match=rf"^The disk of {tmp_path} is full: free some space, or choose another"),
        State(tmp_path).usable(),
        Path("/dev/full").open("w") as disk,
    ):
        disk.write("anything")


def test_errors_of_the_network_are_not_blamed_on_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ConnectionRefusedError), State(tmp_path).usable():
        raise ConnectionRefusedError(111, "Connection refused")


def test_nobody_else_may_look_into_the_folder_or_its_logs(state: State) -> None:
    assert stat.S_IMODE(state.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(state.logs.stat().st_mode) == 0o700


def test_damaged_file_is_named(state: State) -> None:
    (state.folder / "ports.json").write_text("{")
    with pytest.raises(CannotRun, match=r"ports\.json is damaged"):
        state.choose_ports(("kafka",))


def test_json_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "endpoints.json"
    write_json(file, {"a": 1})
    before = file.stat().st_ino
    write_json(file, {"a": 2})
    assert json.loads(file.read_text()) == {"a": 2}
    assert file.stat().st_ino != before
    assert list(tmp_path.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_absent_json_is_what_was_said_otherwise(tmp_path: Path) -> None:
    assert read_json(tmp_path / "none.json", {"default": 1}) == {"default": 1}


def test_recorded_processes_are_read_back(state: State) -> None:
    me = Identity.of(os.getpid())
    assert me is not None
    state.record_processes(me, {"Kafka": Identity(4_000_000, "long ago")})
    assert state.supervisor() == me
    assert state.recorded_processes()["Kafka"].pid == 4_000_000


def test_process_with_the_supervisors_number_but_another_start_is_a_stranger(state: State) -> None:
    state.record_processes(Identity(os.getpid(), "another boot:1"), {})
    assert state.supervisor() is None
