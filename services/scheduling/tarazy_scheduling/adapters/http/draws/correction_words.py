"""A correction of a judge's workload in people's words: an entry of the ledger in which nothing is drawn."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draws.codes import CORRECTIONS
from tarazy_scheduling.adapters.http.draws.seat_words import workload
from tarazy_scheduling.adapters.http.draws.shown_draws import called
from tarazy_scheduling.adapters.http.draws.words import Explanation
from tarazy_scheduling.domain.draw.account import Correction


def explain_correction(
    correction: Correction, entered_at: datetime, names: Mapping[UUID, str], reader: Reader
) -> Explanation:
    """The same form as of a draw, without seats."""
    words = Words("tarazy_scheduling", reader)
    reason = CORRECTIONS.get(correction.reason)
    by_how_much = workload(correction.minutes, words)
    return Explanation(
        title=words.gettext(
            "How a workload was put right: entry No. %(number)s", number=reader.number(correction.number)
        ),
        about=words.gettext("Entered on %(instant)s", instant=reader.instant(entered_at)),
        outcome=(
            words.gettext(
                "Judge %(judge)s counts as carrying: %(workload)s.",
                judge=called(names, correction.person_id),
                workload=by_how_much,
            ),
            words.gettext("Nothing was drawn. Later draws go by the workload as it was put right."),
        ),
        tone="",
        why=(
            words.gettext(reason) if reason else correction.reason,
            words.gettext("It is about draw No. %(number)s.", number=reader.number(correction.draw_number)),
            words.gettext("%(name)s answers for it.", name=called(names, correction.corrected_by)),
        ),
    )
