"""Files that somebody has spoilt: refused in one sentence, or planned lawfully, never anything else."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.command import solve
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import WrongInstance, instance_of
from tarazy_scheduling.planning.plan_file import plan_file

from tests.unit.scheduling.planning.courts import small_court, standing_court

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([-1, 0, 1, 7, 62, 63, 2**31, 2**63, -(2**63), 10**30]),
    st.floats(),
    st.sampled_from(["", "judge0", "room0", "\x00", "\ud800", "int0", "é"]),
    st.just([]),
    st.just({}),
    st.just([[], None, 3]),
)


def paths_of(node: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something could be put in place of what is there."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [here, *(path for key, value in inside for path in paths_of(value, (*here, key)))]


def spoilt(document: dict[str, Any], path: tuple[Any, ...], value: Any, *, drop: bool) -> Any:
    """The same with one thing another, or gone."""
    if not path:
        return value
    document = deepcopy(document)
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    if drop:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return document


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_spoilt_file_is_refused_in_a_sentence_or_planned_lawfully(data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([small_court, standing_court]))
    document = make(data.draw(st.integers(0, 20)), 8)
    for _ in range(data.draw(st.integers(1, 3))):
        paths = paths_of(document)
        path = paths[data.draw(st.integers(0, len(paths) - 1))]
        document = spoilt(document, path, data.draw(ODD), drop=data.draw(st.booleans()))
        if not isinstance(document, dict):
            break
    try:
        instance = instance_of(document)
    except WrongInstance as error:
        said = str(error)
        assert said.endswith(".")
        assert "\n" not in said
        return
    plan = plan_file(instance, improve(instance, 1, 30).places)
    assert audit(document, plan) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.integers(0, 2000))
def test_file_that_is_cut_or_holds_anything_is_refused_with_status_2(tmp_path: Path, noise: bytes, cut: int) -> None:
    whole = json.dumps(small_court(1)).encode()
    file, out = tmp_path / "court.json", tmp_path / "plan.json"
    for text in (noise, whole[:cut], whole[:cut] + noise, whole + noise):
        file.write_bytes(text)
        arguments = [str(file), "--iterations", "5", "--core", "python", "--bound", "none", "--out", str(out)]
        result = CliRunner().invoke(solve, arguments)
        if result.exit_code == 0:
            assert json.loads(text) == json.loads(whole)
            out.unlink()
            continue
        assert result.exit_code == 2
        assert result.output.startswith(f"Error: {file}: ")
        assert not out.exists()
