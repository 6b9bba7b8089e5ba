#!/usr/bin/env python3
"""Re-compute a competition from its exported record: that no entry was changed, dropped or added, that each stage let
go on whom its scores let, and that the ranking follows from them.

Run `python3 verify_selection.py FILE...`: exit status 0: all is right, 1: something is wrong, 2: no record can be read.
It needs nothing but Python, and reads as the specification of the record. A record is a file of lines, each an entry as
canonical JSON with the SHA-256 of itself and of the entry before. Whoever forges a whole file forges all of its hashes:
hold the last one against `record_hash` of the event `court.vacancy.*` that was told at the time."""

import hashlib
import json
import sys
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

FIELDS = {"at", "by", "competition_id", "data", "hash", "number", "previous_hash", "what"}
OVER = ("filled", "closed", "cancelled")


class Wrong(Exception):
    """What is wrong with an entry."""


class Record:
    """What is known after the last entry that was right."""

    def __init__(self) -> None:
        self.number, self.hash, self.competition, self.at = 0, "0" * 64, "", ""
        self.announced: Any = {}
        self.stages: list[Any] = []
        self.phase, self.until = "", ""
        self.panel: list[str] = []
        self.order: list[str] = []  # applications as they came
        self.withdrawn: set[str] = set()
        self.ended: dict[str, str] = {}  # the stage whose threshold an application did not reach
        self.recused: set[tuple[str, str | None]] = set()
        self.scores: dict[tuple[str, str], dict[str | None, Fraction]] = {}
        self.means: dict[str, dict[str, Fraction]] = {}  # by stage that is complete and application
        self.counted: dict[str, dict[str, list[str | None]]] = {}
        self.places: list[str] = []
        self.unranked = False

    def check(self, line: str) -> None:
        """The entry of a line follows those before."""
        entry = json.loads(line)
        must(isinstance(entry, dict) and set(entry) == FIELDS, "it has other fields than an entry's")
        must(canonical(entry) == line, "it is not in canonical form")
        content = {name: value for name, value in entry.items() if name != "hash"}
        must(sha256(canonical(content)) == entry["hash"], "hash is not the hash of the entry")
        must(entry["number"] == self.number + 1, f"entry {entry['number']} does not follow entry {self.number}")
        must(entry["previous_hash"] == self.hash, "previous_hash is not the hash of the entry before")
        must(self.competition in ("", entry["competition_id"]), "it is of another competition")
        must(entry["at"] >= self.at, "it is earlier than the one before")
        must((self.number == 0) == (entry["what"] == "announced"), "a competition is announced once, and first")
        must(not self.unranked or entry["what"] == "ranked", "the last stage is complete and the ranking is missing")
        self.competition, self.at, what = entry["competition_id"], entry["at"], entry["what"]
        must(self.phase not in OVER or what in ("reopened", "candidates_erased"), f"the competition is {self.phase}")
        getattr(self, f"_{what}", self._unknown)(entry["data"], self.day(entry["at"], entry["data"]))
        self.number, self.hash = entry["number"], entry["hash"]

    def day(self, at: str, data: Any) -> str:
        """The day of an entry in the court's zone."""
        zone = (self.announced or data).get("zone", "UTC")
        return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date().isoformat()

    def running(self, day: str) -> Any:
        """The stage that runs on a day; None where none does."""
        code = self.stages[0]["code"] if self.phase == "applications" and day > self.until else self.phase
        return next((stage for stage in self.stages if stage["code"] == code), None)

    def standing(self) -> list[str]:
        """Who is still in it, in the order in which they applied."""
        return [one for one in self.order if one not in self.withdrawn and one not in self.ended]

    def scorers(self, stage: Any, application: str) -> list[str | None]:
        """Who scores an application in a stage; None stands for the officer."""
        if stage["scored_by"] == "officer":
            return [None]
        return [one for one in sorted(self.panel) if not {(one, application), (one, None)} & self.recused]

    def _unknown(self, data: Any, day: str) -> None:
        raise Wrong("nobody knows such an entry")

    def _announced(self, data: Any, day: str) -> None:
        must(data["competition_id"] == self.competition, "it announces another competition")
        must(data["announced_on"] == day, "it was announced on another day")
        self.announced, self.stages = data, data["procedure"]["stages"]
        self.phase, self.until, self.panel = "applications", data["applications_until"], data["panel"]
        must(day <= self.until <= data["due_on"], "the deadlines are not in order")
        total = sum(stage["weight"] for stage in self.stages)
        must(bool(self.stages) and total > 0, "the procedure has no weights")

    def _applied(self, data: Any, day: str) -> None:
        must(self.phase == "applications" and day <= self.until, f"applications were taken until {self.until}")
        must(data["application_id"] not in self.order, "the application is there already")
        self.order.append(data["application_id"])

    def _withdrawn(self, data: Any, day: str) -> None:
        must(data["application_id"] in self.order, "there is no such application")
        self.withdrawn.add(data["application_id"])

    def _panel_named(self, data: Any, day: str) -> None:
        must(len(set(data["panel"])) == len(data["panel"]), "a member is named twice")
        self.panel = data["panel"]

    def _recused(self, data: Any, day: str) -> None:
        must(data["member"] in self.panel, "whoever is recused is not of the panel")
        self.recused.add((data["member"], data["application_id"]))

    def _scored(self, data: Any, day: str) -> None:
        stage, application, score = self.running(day), data["application_id"], Fraction(data["score"])
        must(bool(stage) and stage["code"] == data["stage"], "the score is not of the stage that runs")
        must(application in self.standing(), "the candidate is not in it any more")
        must(0 <= score <= Fraction(stage["maximum"]), "the score is outside what the stage has")
        must(data["member"] in self.scorers(stage, application), "whoever scored does not score this candidate")
        self.scores.setdefault((stage["code"], application), {})[data["member"]] = score

    def _stage_completed(self, data: Any, day: str) -> None:
        stage = self.running(day)
        must(bool(stage) and stage["code"] == data["stage"], "it is not the stage that runs")
        told = {one["application_id"]: one for one in data["results"]}
        must(list(told) == self.standing(), "the results are not those of the candidates who are in it")
        self._keep_recused_out()
        self.means[stage["code"]], self.counted[stage["code"]] = {}, {}
        for application, result in told.items():
            scorers, there = self.scorers(stage, application), self.scores.get((stage["code"], application), {})
            must(all(who in there for who in scorers), "a score is missing")
            enough = stage["scored_by"] == "officer" or len(scorers) >= self.announced["procedure"]["quorum"]
            must(enough, "too few members scored a candidate")
            mean = sum((there[who] for who in scorers), Fraction(0)) / len(scorers)
            must(Fraction(result["mean"]) == mean, f"the mean is {mean}, not {result['mean']}")
            must(result["members"] == scorers, "the scores of others were counted")
            must(result["passed"] is (mean >= Fraction(stage["threshold"])), "the threshold decides otherwise")
            self.means[stage["code"]][application], self.counted[stage["code"]][application] = mean, scorers
            if not result["passed"]:
                self.ended[application] = stage["code"]
        following = self.stages.index(stage) + 1
        last = following == len(self.stages)
        must((data["due_on"] is None) == last, "the next deadline is wrong")
        self.phase = "ranked" if last else self.stages[following]["code"]
        self.unranked = last and any(one["passed"] for one in told.values())

    def _ranked(self, data: Any, day: str) -> None:
        must(self.unranked, "there is nothing to rank")
        totals = {one: self.total(one) for one in self.standing()}
        later_first = [stage["code"] for stage in reversed(self.stages)]
        order = sorted(
            totals,
            key=lambda one: (
                -totals[one],
                *(-self.means[code][one] for code in later_first),
                self.order.index(one),
            ),
        )
        told = [(one["application_id"], one["place"], Fraction(one["total"])) for one in data["places"]]
        computed = [(one, place, totals[one]) for place, one in enumerate(order, 1)]
        must(told == computed, f"the ranking that follows from the scores is {', '.join(order)}")
        self.places, self.unranked = order, False

    def total(self, application: str) -> Fraction:
        """The weighted total of an application, from 0 to 1."""
        parts: Any = (
            stage["weight"] * self.means[stage["code"]][application] / Fraction(stage["maximum"])
            for stage in self.stages
        )
        total: Fraction = sum(parts, Fraction(0)) / sum(stage["weight"] for stage in self.stages)
        return total

    def _reopened(self, data: Any, day: str) -> None:
        codes = [stage["code"] for stage in self.stages]
        must(self.phase != "filled" and data["stage"] in ("applications", *codes), "it cannot be opened there")
        place = 0 if data["stage"] == "applications" else codes.index(data["stage"])
        must(all(code in self.means for code in codes[:place]), "an earlier stage is not complete")
        for code in codes[place:]:
            self.means.pop(code, None)
            self.counted.pop(code, None)
        self.ended = {one: code for one, code in self.ended.items() if code in codes[:place]}
        self.phase, self.until, self.places = data["stage"], data["applications_until"], []

    def _filled(self, data: Any, day: str) -> None:
        must(self.phase == "ranked", "nobody is ranked")
        must(data["application_id"] in self.standing(), "the candidate is not in it any more")
        self._keep_recused_out()
        first = next(one for one in self.places if one in self.standing())
        must(
            data["reason"] is not None or data["application_id"] == first, f"{first} stands before, and no reason given"
        )
        self.phase = "filled"

    def _closed(self, data: Any, day: str) -> None:
        self.phase = "closed"

    def _cancelled(self, data: Any, day: str) -> None:
        self.phase = "cancelled"

    def _candidates_erased(self, data: Any, day: str) -> None:
        must(self.phase in OVER and data["applications"] == len(self.order), "it erases others")

    def _keep_recused_out(self) -> None:
        for by_application in self.counted.values():
            for application, scorers in by_application.items():
                for who in scorers:
                    pairs = {(who, application), (who, None)}
                    must(who is None or not pairs & self.recused, f"a score of {who}, who is recused, was counted")


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Wrong(otherwise)


def check(lines: list[str]) -> Record:
    """Check one competition's record. Raises Wrong for the first entry that is not as it must be."""
    record = Record()
    for place, line in enumerate(lines, 1):
        try:
            record.check(line)
        except (Wrong, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise Wrong(
                f"line {place}: {error if isinstance(error, Wrong) else f'cannot be read ({error!r})'}"
            ) from None
    must(not record.unranked, "the record ends before the ranking")
    return record


def report(name: str) -> tuple[int, str]:
    """The exit status for a file, and a sentence about it."""
    try:
        with open(name, encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line]
        if not lines or '"competition_id"' not in lines[0]:
            return 2, f"{name}: this is no record of a competition"
        record = check(lines)
    except Wrong as error:
        return 1, f"{name}: {error}"
    except (OSError, UnicodeDecodeError) as error:
        return 2, f"{name}: {getattr(error, 'strerror', None) or error}"
    said = f"{name}: {record.number} entries of competition {record.competition} are right; it is in {record.phase}"
    ranked = f"; ranked: {', '.join(record.places)}" if record.places else ""
    return 0, f"{said}{ranked}; the last hash is {record.hash}"


if __name__ == "__main__":
    results = [report(name) for name in sys.argv[1:]]
    print(*(sentence for _, sentence in results), sep="\n")  # noqa: T201
    sys.exit(max((status for status, _ in results), default=2))
