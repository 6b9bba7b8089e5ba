"""Checking a certificate by its code: for anybody, without signing in.

Whoever has the code has the certificate, or a link to it, but codes get around. So the name is not told: initials show
whose it might be, and whoever holds the paper types the name that stands on it and is told whether that is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from tarazy_shared.database import Connection
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import form_of
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters.education import certificates
from tarazy_hr.adapters.education.certificates import Certificate, Validity, code_shown
from tarazy_hr.adapters.education.providers import providers
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.courts import TextView
from tarazy_hr.adapters.http.documenting import open_router
from tarazy_hr.adapters.http.door import anybody
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.provider import Provider
from tarazy_hr.domain.education.session import Session, told_by
from tarazy_hr.domain.refusal import unknown

CodePath = Annotated[str, Path(min_length=1, max_length=100, examples=["7K3M-Q8ZD-41XW-C9RT"])]
VALIDITIES: dict[Validity, tuple[str, str]] = {
    "valid": (message("Valid"), "ok"),
    "expired": (message("Expired"), "warn"),
    "revoked": (message("Revoked"), "bad"),
}
NO_STORE = {"Cache-Control": "no-store"}

# Whoever has changed the name since keeps the certificate.
NAMES_EVER = (
    "SELECT DISTINCT ON (name) name, recorded_at FROM appointments WHERE person_id = $1 ORDER BY name, recorded_at"
)


class CheckedView(BaseModel):
    """What anybody is told of a certificate. It does not name its holder."""

    code: str
    validity: Validity
    programme: str
    name: TextView = Field(description="Of the programme")
    provider: str
    minutes: int = Field(description="Of teaching")
    issued_on: date
    expires_on: date | None = Field(description="First day on which it no longer holds")
    revoked_on: date | None
    holder_initials: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate with what it is about."""

    certificate: Certificate
    session: Session
    names: Sequence[str]
    """All that its holder has had, the last one last."""
    validity: Validity
    provider: Provider | None
    """None for one that has never been entered."""

    @property
    def initials(self) -> str:
        """Of the holder."""
        return initials(self.names[-1]) if self.names else ""


def checking_router(desk: Desk) -> APIRouter:
    """For programs."""
    router = open_router("/training-certificates", "training")

    @router.get("/{certificate_code}")
    async def check_certificate(request: Request, certificate_code: CodePath) -> CheckedView:
        """What a certificate is worth today, by its code; hyphens and small letters do not matter."""
        async with desk.work.pool.acquire() as connection:
            found = await checked(desk, connection, certificate_code)
        if found is None:
            raise refused(request, unknown("code", "unknown_certificate", certificate_code))
        one, programme = found.certificate, found.session.programme
        return CheckedView(
            code=code_shown(one.code),
            validity=found.validity,
            programme=programme.code,
            name=TextView.model_validate(programme.name),
            provider=programme.provider,
            minutes=programme.minutes,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
            revoked_on=one.revoked_on,
            holder_initials=found.initials,
        )

    return router


def checking_pages(desk: Desk, pages: Pages) -> APIRouter:
    """For people."""
    router = APIRouter(prefix="/certificates", tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)])

    @router.get("/{certificate_code}", response_model=None)
    async def certificate_page(request: Request, certificate_code: CodePath) -> HTMLResponse:
        return await page(request, certificate_code, None)

    @router.post("/{certificate_code}", response_model=None)
    async def compare_name(request: Request, certificate_code: CodePath) -> HTMLResponse:
        """Whether the name on the paper is the holder's. By POST: names stay out of addresses."""
        return await page(request, certificate_code, (await form_of(request)).get("name", ""))

    async def page(request: Request, code: str, name: str | None) -> HTMLResponse:
        async with desk.work.pool.acquire() as connection:
            found = await checked(desk, connection, code)
        same = found is not None and name is not None and any(spelled(name) == spelled(one) for one in found.names)
        shown = pages.render(
            request,
            "certificate.html",
            status=404 if found is None else 200,
            sections=[],
            found=found,
            code=code_shown(certificates.code_read(code)),
            name=name,
            same=same,
            validity=None if found is None else VALIDITIES[found.validity],
        )
        shown.headers.update(NO_STORE)
        return shown

    return router


async def checked(desk: Desk, connection: Connection, code: str) -> Checked | None:
    """The certificate with a code, as it stands today in the zone of the court that gave it."""
    certificate = await certificates.by_code(connection, code)
    if certificate is None:
        return None
    session = told_by((await RECORD.read(connection, certificate.session_id))[0])
    if session is None:
        raise AssertionError("a certificate is of a session")
    rows = await connection.fetch(NAMES_EVER, certificate.person_id)
    names = [str(row["name"]) for row in sorted(rows, key=lambda row: row["recorded_at"])]
    today = day_of(desk.work.clock(), session.planned.zone)
    provider = (await providers(connection)).get(session.programme.provider)
    return Checked(certificate, session, names, certificate.validity(today), provider)


def initials(name: str) -> str:
    """The first letter of each word."""
    return " ".join(f"{word[0]}." for word in name.split())


def spelled(name: str) -> str:
    """A name as it is compared: small letters, one space between words."""
    return " ".join(name.casefold().split())
