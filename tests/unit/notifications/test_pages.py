"""The service's page and its translations."""

from tarazy_shared.pages.extraction import faults_of


def test_every_text_of_the_page_is_translated() -> None:
    assert faults_of("tarazy_notifications") == []
