"""The published courts: made again from their seeds they are the same files, and what is said of them holds."""

import hashlib
import json
import lzma
from typing import Any

import pytest
from tarazy_scheduling.planning.improving import greedy_cost, present_cost
from tarazy_scheduling.planning.instance import instance_of

from benchmarks.instances import FOLDER, NAMES, SET, made, path_of, text_of

KNOWN: dict[str, Any] = json.loads(SET.read_text(encoding="utf-8"))


def test_every_court_of_the_set_is_there_and_no_other() -> None:
    assert sorted(KNOWN) == sorted(NAMES)
    assert sorted(path.name for path in FOLDER.glob("*.xz")) == sorted(f"{name}.json.xz" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_court_is_made_again_by_its_seed(name: str) -> None:
    text = lzma.decompress(path_of(name).read_bytes())
    assert hashlib.sha256(text).hexdigest() == KNOWN[name]["sha256"]
    assert text == text_of(made(name))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("large")])
def test_what_is_known_of_a_court_is_not_better_than_what_is_proved(name: str) -> None:
    known, instance = KNOWN[name], instance_of(made(name))
    assert known["bound"] <= known["best"] <= known.get("greedy", known.get("present"))
    assert known["fewest_unlisted"] <= known["unlisted"]
    begins = present_cost if name.startswith("standing") else greedy_cost
    assert begins(instance) == known.get("greedy", known.get("present"))
