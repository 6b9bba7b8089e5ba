"""Draws of a judge on one core: the domain alone, against nothing but the hashing of the same bytes."""

import hashlib
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.commands import ApproveAbsence, ChangePost, DeclareInterest, DescribeCourt, RegisterCase
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.draw.proof import Drawing, canonical, commitment_to, drawn, inputs
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Category
from tarazy_scheduling.domain.model.drawing import DrawTerms, LedgerHead
from tarazy_scheduling.domain.model.means import Absence, Interest, Post
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_shared.tickets import Standing, tickets

from benchmarks.report import Result

JUDGES = 40
INTERESTS = 5
"""A judge."""
SEED = 7
TIMES, ROUNDS = 4000, 5
CASES = 2000
SECRET = hashlib.sha256(b"bench").hexdigest()
TERMS = DrawTerms(secret=SECRET, secret_commitment=commitment_to(SECRET))
BETA = (TERMS.beta_numerator, TERMS.beta_denominator)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DRAWING = Drawing("almaty-1", UUID(int=7), 1, "registered")


def run() -> list[Result]:
    """The tickets alone, the draw with its proof, and a whole registration of a case."""
    chance = random.Random(SEED)
    standings = [
        Standing(
            UUID(int=chance.getrandbits(128)), chance.choice((250, 500, 750, 1000)), chance.randrange(-(10**10), 10**10)
        )
        for _ in range(JUDGES)
    ]
    held = _rate(lambda: tickets(standings, BETA))
    ours = _rate(lambda: drawn(DRAWING, standings, (), TERMS, LedgerHead()))
    bare = _rate(_hashing(standings))
    return [
        Result("draws", f"tickets of {JUDGES} candidates counted", held, "draws/s"),
        Result("draws", f"drawn among {JUDGES}, with its proof", ours, "draws/s", bare, ours / bare, ">= 20,000/s"),
        Result(
            "draws", "cases registered and drawn: 40 judges, 40 absences, 200 interests", _registrations(), "cases/s"
        ),
    ]


def _rate(work: Callable[[], object]) -> float:
    """Per second, in the best of some rounds: what else the machine does only makes it slower."""
    best = 0.0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(TIMES):
            work()
        best = max(best, TIMES / (time.perf_counter() - started))
    return best


def _hashing(standings: list[Standing]) -> Callable[[], object]:
    """The hashes of a draw, of bytes that are there already: inputs, seed, record."""
    _, proof = drawn(DRAWING, standings, (), TERMS, LedgerHead())
    beta = f"{BETA[0]}/{BETA[1]}"
    texts = (
        inputs(DRAWING, TERMS.rule, beta, tickets(standings, BETA), ()),
        f"{SECRET}||{DRAWING.case_id}|{proof.inputs_hash}|1".encode(),
        canonical({"inputs_hash": proof.inputs_hash, "previous_hash": proof.previous_hash, "about": "x" * 450}),
    )
    return lambda: [hashlib.sha256(text).hexdigest() for text in texts]


def _registrations() -> float:
    """Cases a second through the domain: who can be drawn, the draw, the balances; nothing stored."""
    chance = random.Random(SEED)
    court = Court("almaty-1", TERMS, catalogue=Catalogue.of([Category("civil", 120)], [], [])).open()
    decide(court, DescribeCourt(1, "Asia/Almaty", "kk", "district"), NOW, "court")
    judges = [UUID(int=chance.getrandbits(128)) for _ in range(JUDGES)]
    for judge in judges:
        decide(court, ChangePost(Post(judge, judge, 1, "judge", "", date(2020, 1, 1))), NOW, "post")
        from_ = NOW + timedelta(days=chance.randrange(10, 300))
        absence = Absence(judge, court.court_id, judge, "leave", from_, from_ + timedelta(days=14))
        decide(court, ApproveAbsence(absence), NOW, "leave")
        for _ in range(INTERESTS):
            interest = Interest(UUID(int=chance.getrandbits(128)), judge, _name(chance))
            decide(court, DeclareInterest(interest), NOW, "interest")
    commands = [RegisterCase(_case(number, chance)) for number in range(CASES)]
    started = time.perf_counter()
    for command in commands:
        decide(court, command, NOW, "case")
        court.take_changes()
    return CASES / (time.perf_counter() - started)


def _case(number: int, chance: random.Random) -> Case:
    parties = tuple(Party(UUID(int=chance.getrandbits(128)), role, _name(chance)) for role in ("claimant", "defendant"))
    return Case(UUID(int=chance.getrandbits(128)), b"", str(number), "civil", NOW, parties)


def _name(chance: random.Random) -> str:
    """Somebody's, of three made-up words."""
    syllables = ("ба", "ле", "ми", "но", "ру", "са", "та", "ко", "жа", "ді")
    return " ".join("".join(chance.choices(syllables, k=4)).title() for _ in range(3))
