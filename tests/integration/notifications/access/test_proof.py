"""Proof of notice as a court's people fetch it, and as anybody checks it."""

import json
from uuid import uuid4

import httpx
from fastapi import FastAPI
from tarazy_notifications.verify_notices import check, document_of

from tests.integration.notifications.access.asking import bearer, sign_in
from tests.integration.notifications.court import COURT, Installation, Matter, directory, party


async def test_the_desk_hands_it_out_as_pdf(installation: Installation, browser: httpx.AsyncClient) -> None:
    matter = Matter((party("Anna"),))
    await installation.take(*directory(), matter.registered(), matter.scheduled())
    await installation.send_all()
    page = f"/courts/{COURT}/desk/notices/hearings/{matter.hearing_id}"
    await sign_in(browser, "clerk")
    assert f"{page}/proof.pdf" in (await browser.get(page)).text
    answer = await browser.get(f"{page}/proof.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert len(check(answer.content).notices) == 3
    assert (await browser.get(f"/courts/{COURT}/desk/notices/hearings/{uuid4()}/proof.pdf")).status_code == 404


async def test_a_moved_hearing_has_a_proof_that_says_who_was_told_what_in_which_words(
    installation: Installation, app: FastAPI
) -> None:
    matter = Matter((party("Anna"), party("Boris", contacts=())))
    await installation.take(*directory(), matter.registered(), matter.scheduled())
    await installation.send_all()
    await installation.take(matter.rescheduled())
    await installation.send_all()
    address = f"/hearings/{matter.hearing_id}/proof"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        answer = await client.get(address, headers=bearer("clerk"))
        other = await client.get(address, headers=bearer("clerk", "kz-other"))
        paper = await client.get(f"{address}.pdf", headers={**bearer("clerk"), "Accept-Language": "ru"})
        unknown = await client.get(f"/hearings/{uuid4()}/proof", headers=bearer("clerk"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert (other.status_code, unknown.status_code) == (403, 404)
    assert unknown.json()["errors"][0]["code"] == "unknown_hearing"
    assert (paper.status_code, paper.headers["content-type"], paper.headers["content-language"]) == (
        200,
        "application/pdf",
        "ru",
    )
    assert document_of(paper.content) == answer.content
    proof = check(answer.content)
    told = {(one.personal["name"], one.said["subject_version"]): one for one in proof.notices.values()}
    assert set(told) == {(name, version) for name in ("Anna", "Ospanov Yerzhan", "Kim Oleg") for version in (1, 2)}
    anna = told[("Anna", 2)]
    assert [state for state, _ in anna.times] == ["queued", "sending", "sent"]
    assert anna.personal["address"] == "anna@party.test"
    assert "Anna" in anna.words[0]["text"]
    assert proof.court_id == COURT
    noted = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail")
    assert [(row["action"], row["about"]) for row in noted] == [("proof.read", str(matter.hearing_id))] * 2
    assert json.loads(noted[0]["detail"]) == {"entries": proof.entries}
