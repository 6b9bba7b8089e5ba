"""A case filed again goes to the judge first drawn: whoever files until the wanted judge comes up gets the first one.

Filed again is a case with the same parties on the same sides and of the same category as one that was withdrawn or
struck out, or that it names as related, within the days that the court's rules say.
"""

from datetime import datetime, timedelta

from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.filings import Filing, filing_of, keys_of


def earlier_filing(court: Court, case: Case, now: datetime) -> Filing | None:
    """What a case repeats: of several the one that ended last."""
    if not (court.filings or case.related_case_ids):
        return None
    keys = keys_of(case)
    found = [one for key in keys for one in court.filings.under(key)]
    for case_id in case.related_case_ids:
        related = court.cases.get(case_id)
        if related and case_id != case.case_id and set(keys) & set(keys_of(related)):
            found += [one] if (one := filing_of(related)) else []
    since = now - timedelta(days=court.terms.refile_days)
    return max((one for one in found if one.at >= since), key=lambda one: (one.at, one.case_id), default=None)
