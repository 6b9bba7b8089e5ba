"""Courts: who they are is public, saying how they stand is not."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Language, Text
from tarazy_shared.contracts.staff import Zone
from tarazy_shared.country import COUNTRY_ZONE

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, Names, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router, open_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.domain.court import Court, CourtFact, CourtLevel, RegisterCourt
from tarazy_hr.domain.refusal import unknown


class CourtBody(Body):
    """A court as it now stands; what is left out is unset or has its default."""

    model_config = example(
        {
            "name": {"kk": "Алматы қалалық соты", "ru": "Алматинский городской суд", "en": "Almaty City Court"},
            "zone": "Asia/Almaty",
            "language": "kk",
            "level": "district",
        }
    )

    name: Names
    zone: Zone = COUNTRY_ZONE
    language: Language = "kk"
    level: CourtLevel | None = None
    region: Text | None = None
    address: Names | None = None
    phone: Text | None = None
    email: Text | None = None

    def court(self, court_id: str) -> Court:
        """As the domain knows it."""
        return Court(
            court_id,
            self.name.trilingual(),
            self.zone,
            self.language,
            self.level,
            self.region,
            None if self.address is None else self.address.trilingual(),
            self.phone,
            self.email,
        )


class TextView(View):
    """One text in three languages."""

    kk: str
    ru: str
    en: str


class CourtView(View):
    """A court."""

    court_id: str
    version: int = 1
    name: TextView
    zone: str
    language: str
    level: str | None
    region: str | None
    address: TextView | None
    phone: str | None
    email: str | None

    @classmethod
    def of(cls, fact: CourtFact) -> "CourtView":
        """The court of a fact."""
        return cls.model_validate(fact.court).model_copy(update={"version": fact.version})


def public_courts_router(desk: Desk) -> APIRouter:
    """Which courts there are."""
    router = open_router("/courts", "courts")

    @router.get("")
    async def list_courts(known_at: KnownAt = None) -> list[CourtView]:
        """All courts."""
        async with desk.work.pool.acquire() as connection:
            return [CourtView.of(fact) for fact in await queries.courts(connection, known_at or queries.STANDING)]

    @router.get("/{court_id}")
    async def get_court(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> CourtView:
        """One court."""
        async with desk.work.pool.acquire() as connection:
            fact = await queries.court(connection, known_at or queries.STANDING, court_id)
        if fact is None:
            raise refused(request, unknown("court_id", "unknown_court", court_id))
        return CourtView.of(fact)

    return router


def courts_router(desk: Desk, door: Door) -> APIRouter:
    """Registering a court."""
    router = guarded_router("/courts", "courts")

    @router.put(
        "/{court_id}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("court.register")]
    )
    async def register_court(
        request: Request, court_id: CourtPath, body: CourtBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Register a court, or say how it now stands. The same content again changes nothing."""
        return await desk.carry_out(request, court_id, RegisterCourt(body.court(court_id)))

    return router
