"""Laws of rankings, and of the program that re-computes them from the record."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_hr import verify_selection
from tarazy_hr.adapters.matter_record import canonical
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.domain.selection import commands
from tarazy_hr.domain.selection.competition import told_by
from tarazy_hr.domain.selection.deciding import decide
from tarazy_hr.verify_selection import Wrong, check, sha256

from tests.unit.hr.competing import LATER, MEMBERS, Playing, ranked, scored
from tests.unit.hr.staffing import an_id

tests = st.integers(4500, 10000).map(lambda hundredths: hundredths / 100)
points = st.integers(0, 10)
scores = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(tests, st.lists(points, min_size=3, max_size=3)), min_size=1, max_size=4
)
quick = settings(max_examples=40, deadline=None)


def order_of(played: Playing) -> list[Any]:
    return [place.application_id for place in played.stands.places]


def place_of(played: Playing, name: str) -> int:
    """The place of a candidate; behind everybody for one who is not ranked."""
    order = order_of(played)
    return order.index(an_id(name)) if an_id(name) in order else len(played.stands.applications)


@quick
@given(scores, st.randoms(use_true_random=False))
def test_the_order_in_which_scores_are_entered_makes_no_difference(given_scores: Any, chance: Any) -> None:
    played, again = ranked(given_scores), Playing()
    again.apply(*given_scores)
    entered = [scored(name, "test", test) for name, (test, _) in given_scores.items()]
    chance.shuffle(entered)
    for score in entered:
        again.does(score, LATER)
    again.complete("test")
    marks = [
        scored(name, "interview", mark, member)
        for name, (_, interview) in given_scores.items()
        if again.stands.applications[an_id(name)].stands
        for member, mark in enumerate(interview)
    ]
    chance.shuffle(marks)
    for score in marks:
        again.does(score, LATER)
    if again.stands.standing():
        again.complete("interview")
    assert again.stands.places == played.stands.places


@quick
@given(scores, st.data())
def test_a_better_score_never_ranks_lower(given_scores: Any, data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(given_scores)))
    test, interview = given_scores[name]
    member = data.draw(st.integers(0, 2))
    better = list(interview)
    better[member] = data.draw(st.integers(interview[member], 10))
    raised = given_scores | {name: (max(test, data.draw(tests)), better)}
    assert place_of(ranked(raised), name) <= place_of(ranked(given_scores), name)


@quick
@given(scores, points, points)
def test_scores_of_a_recused_member_do_not_matter(given_scores: Any, one: int, other: int) -> None:
    def played(mark: int) -> Any:
        playing = Playing()
        playing.apply(*given_scores)
        for name, (test, _) in given_scores.items():
            playing.score(name, "test", test)
        playing.complete("test")
        for application in playing.stands.standing():
            name = next(each for each in given_scores if an_id(each) == application.application_id)
            for member, score in enumerate((mark, *given_scores[name][1][1:])):
                playing.score(name, "interview", score, member)
        if playing.stands.standing():
            playing.does(commands.Recuse(MEMBERS[0], None), LATER)
            playing.complete("interview")
        return playing.stands.places

    assert played(one) == played(other)


@quick
@given(scores)
def test_the_stand_alone_program_finds_the_same_and_the_record_reads_back(given_scores: Any) -> None:
    played = ranked(given_scores)
    record = check(played.lines())
    assert record.places == [str(one) for one in order_of(played)]
    assert told_by(RECORD.entry_of(line) for line in played.lines()) == played.stands
    total = sum(place.total for place in played.stands.places)
    assert 0 <= total <= len(given_scores)
    assert isinstance(total, int | Fraction)


def whole() -> Playing:
    """A competition with everything in it."""
    played = ranked({"a": (90, [9, 9, 9]), "b": (80, [8, 8, 8]), "c": (10, [])})
    played.does(commands.Reopen("interview", "appeal_upheld"), LATER)
    played.does(commands.Recuse(MEMBERS[0], an_id("a")), LATER)
    played.does(commands.NamePanel((*MEMBERS, an_id("d")), "panel_enlarged"), LATER)
    for name in "ab":
        played.does(commands.Score(an_id(name), "interview", an_id("d"), scored("a", "", 7).score, ("merit",)), LATER)
    played.complete("interview")
    played.does(commands.Withdraw(an_id("a")), LATER)
    played.does(commands.Fill(an_id("b"), None), LATER)
    played.does(commands.EraseCandidates(), LATER)
    return played


def test_a_whole_record_is_right() -> None:
    record = check(whole().lines())
    assert (record.phase, record.places[0]) == ("filled", str(an_id("a")))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_letter_is_found(data: Any) -> None:
    lines = LINES[:]
    place = data.draw(st.integers(0, len(lines) - 1))
    letter = data.draw(st.integers(0, len(lines[place]) - 1))
    new = data.draw(st.sampled_from('0a":{,}'))
    if lines[place][letter] == new:
        return
    lines[place] = lines[place][:letter] + new + lines[place][letter + 1 :]
    with pytest.raises(Wrong, match=rf"^line {place + 1}: "):
        check(lines)


LINES = whole().lines()


def forged(lines: list[str], change: Callable[[Any], None]) -> list[str]:
    """The record with every entry changed and all hashes computed anew, as somebody who knows how would."""
    made, last = [], "0" * 64
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        change(entry)
        content = {name: value for name, value in entry.items() if name != "hash"}
        content |= {"previous_hash": last, "number": number}
        last = sha256(canonical(content))
        made.append(canonical(content | {"hash": last}))
    return made


def _last(what: str) -> int:
    return max(number for number, line in enumerate(LINES) if json.loads(line)["what"] == what)


def _change(what: str, change: Callable[[Any], Any]) -> Callable[[Any], None]:
    def changing(entry: Any) -> None:
        if entry["what"] == what:
            change(entry["data"])

    return changing


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_change("ranked", lambda data: data["places"].reverse()), "the ranking that follows"),
        (_change("stage_completed", lambda data: data["results"][0].update(mean="1")), "the mean is"),
        (_change("stage_completed", lambda data: data["results"][-1].update(passed=False)), "the threshold decides"),
        (_change("stage_completed", lambda data: data["results"].pop()), "the results are not those"),
        (_change("scored", lambda data: data.update(score="11") if data["member"] else None), "outside"),
        (_change("scored", lambda data: data.update(member=str(an_id("x")))), "does not score this candidate"),
        (_change("scored", lambda data: data.update(score="60")), "the mean is"),
        (_change("filled", lambda data: data.update(application_id=str(an_id("c")))), "not in it any more"),
        (_change("announced", lambda data: data["procedure"].update(quorum=9)), "too few members"),
        (_change("announced", lambda data: data.update(applications_until="2026-11-23")), "deadlines"),
        (_change("candidates_erased", lambda data: data.update(applications=9)), "erases others"),
        (_change("recused", lambda data: data.update(member=str(an_id("x")))), "not of the panel"),
        (lambda entry: entry.update(what="blessed" if entry["what"] == "filled" else entry["what"]), "nobody knows"),
        (lambda entry: entry.update(note="hello"), "other fields"),
    ],
)
def test_a_forged_record_with_right_hashes_is_found_by_what_it_says(change: Any, named: str) -> None:
    with pytest.raises(Wrong, match=re.escape(named)):
        check(forged(LINES, change))


@pytest.mark.parametrize("gone", ["scored", "ranked", "applied", "announced"])
def test_an_entry_that_is_gone_is_missed(gone: str) -> None:
    place = _last(gone)
    with pytest.raises(Wrong):
        check(LINES[:place] + LINES[place + 1 :])
    with pytest.raises(Wrong):
        check(forged(LINES[:place] + LINES[place + 1 :], lambda entry: None))


def test_files_that_are_no_records_are_told_from_wrong_ones(tmp_path: Any) -> None:
    good, bad, other = tmp_path / "good", tmp_path / "bad", tmp_path / "other"
    good.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    bad.write_text("\n".join(LINES[1:]), encoding="utf-8")
    other.write_text("{}", encoding="utf-8")
    assert [verify_selection.report(str(file))[0] for file in (good, bad, other, tmp_path)] == [0, 1, 2, 2]
    assert verify_selection.report(str(good))[1].endswith(json.loads(LINES[-1])["hash"])


def test_decisions_leave_the_competition_as_it_was() -> None:
    from tests.unit.hr.competing import around

    played = ranked({"a": (90, [9, 9, 9])})
    before = told_by(RECORD.entry_of(line) for line in played.lines())
    conflicts = frozenset({(MEMBERS[0], None)})
    decide(played.stands, commands.Reopen("test", "appeal_upheld"), around(LATER, conflicts=conflicts))
    assert played.stands == before
