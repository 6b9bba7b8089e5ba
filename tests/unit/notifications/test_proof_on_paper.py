"""Proof of notice as PDF: the document inside is what is checked, and the pages are those of the document."""

import re
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from tarazy_notifications.adapters.evidence.commands import verify_files
from tarazy_notifications.adapters.evidence.paper import pages_are_those_of, paper_of
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.verify_notices import Wrong, check, document_of
from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.reader import Reader
from tarazy_shared.printing.sheet import NOT_IN_FONT, Sheet

from tests.unit.notifications.test_verify_notices import COURT, DOCUMENT, HEARING, NOW

ALMATY = Reader("kk", "Asia/Almaty")
PDF = paper_of(DOCUMENT, ALMATY)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_document_is_inside_and_the_pages_are_written_from_it_alone(language: Language) -> None:
    pdf = paper_of(DOCUMENT, Reader(language, "Asia/Almaty"))
    assert document_of(pdf) == DOCUMENT
    assert check(pdf).entries == 9
    assert pdf == paper_of(DOCUMENT, Reader(language, "Asia/Almaty"))
    assert pages_are_those_of(pdf)


def test_a_document_that_is_wrong_is_not_printed() -> None:
    with pytest.raises(Wrong):
        paper_of(DOCUMENT.replace(b"anna@", b"hanna@", 1), ALMATY)


def test_other_pages_around_the_same_document_are_told_by_the_command(tmp_path: Path) -> None:
    page = next(re.finditer(rb"stream\n(x\x9c.*?)\nendstream", PDF, re.DOTALL))
    drawn = zlib.compress(zlib.decompress(page[1]) + b" ")
    forged = PDF[: page.start(1)] + drawn + PDF[page.end(1) :]
    right, wrong = tmp_path / "right.pdf", tmp_path / "wrong.pdf"
    right.write_bytes(PDF)
    wrong.write_bytes(forged)
    assert check(forged).entries == 9, "the document by itself is right"
    answer = CliRunner().invoke(verify_files, [str(right)])
    assert (answer.exit_code, "pages are those of the document" in answer.output) == (0, True)
    answer = CliRunner().invoke(verify_files, [str(wrong)])
    assert (answer.exit_code, "PAGES ARE OTHERS" in answer.output) == (1, True)


def test_a_hearing_of_which_nobody_was_told_prints_too() -> None:
    empty = written(proof_of(COURT, HEARING, []))
    assert document_of(paper_of(empty, ALMATY)) == empty


def test_what_the_fonts_lack_becomes_a_box_and_what_steers_is_left_out() -> None:
    sheet = Sheet("Қазақша", "kk", NOW, "Ңң")
    assert sheet.shown("Әділ\u202e сот\x07№ 1\u2009漢") == f"Әділ сот № 1 {NOT_IN_FONT}"


def test_names_of_any_length_are_printed() -> None:
    sheet = Sheet("ж" * 10_000, "ru", NOW, "x")
    sheet.facts([("ы" * 300, "ъ" * 10_000)])
    sheet.rows(["a", "b"], [["щ" * 3_000, "b"]], (1, 1))
    assert sheet.finished().startswith(b"%PDF-")
