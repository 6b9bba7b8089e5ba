"""What the demo says while it plays, and at its end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tarazy_local.demo.reconciling import Reconciliation, percentile

_SHOWN = 10


def progress(seconds: float, found: Reconciliation) -> str:
    """One line on how far it is."""
    return (
        f"{seconds:5.0f} s   cases drawn {found.allocated:>4,}   requests answered {found.answered:>5,}   "
        f"listed {found.listed:>5,}   moved {found.moved:>4,}   not placed {sum(found.not_placed.values()):>4,}   "
        f"mails {found.mails:>6,}"
    )


def summary(
    found: Reconciliation, all_seconds: Sequence[float], undisturbed: Sequence[float], repeated: int
) -> Iterator[str]:
    """The figures, and whether they reconcile.

    Seconds are from request to mail, ascending; `repeated` counts records that Kafka delivered again.
    """
    yield f"  Cases registered        {found.cases:>7,}   allocated to a judge {found.allocated:,}"
    yield f"  Hearings requested      {found.requests:>7,}   answered {found.answered:,}"
    yield f"  Hearings listed         {found.listed:>7,}   moved on the way {found.moved:,}"
    yield f"  Hearings not placed     {sum(found.not_placed.values()):>7,}   {_reasons(found.not_placed)}".rstrip()
    yield f"  Notices                 {found.notices:>7,}   superseded before they left {found.superseded:,}"
    yield f"  Mails sent              {found.mails:>7,}"
    again = f"   (delivered again by Kafka and dropped by id: {repeated:,})" if repeated else ""
    yield f"  Duplicates              {len(found.doubled):>7,}{again}"
    yield f"  Lost                    {len(found.lost):>7,}"
    yield f"  Old news after new      {len(found.disordered):>7,}"
    yield f"  From request to mail    {_percentiles(undisturbed)}"
    yield f"  with the killing        {_percentiles(all_seconds)}"
    for what, differences in (("lost", found.lost), ("doubled", found.doubled), ("disordered", found.disordered)):
        for difference in differences[:_SHOWN]:
            yield f"  {what}: {difference}"
        if len(differences) > _SHOWN:
            yield f"  … and {len(differences) - _SHOWN:,} more {what}"
    yield "It reconciles." if found.holds else "It does not reconcile."


def addresses(endpoints: Mapping[str, Any], court_id: str, day: str) -> Iterator[str]:
    """Where to look around."""
    url = {name: service["url"] for name, service in endpoints["services"].items()}
    yield f"  Cause list     {url['scheduling']}/courts/{court_id}/cause-list?day={day}"
    yield f"  Mail catcher   {endpoints['catcher']['url']}"
    yield f"  API            {'  '.join(f'{one}/docs' for one in url.values())}"
    yield f"  AsyncAPI       {'  '.join(f'{one}/asyncapi' for one in url.values())}"
    yield f"  Metrics        {'  '.join(f'{one}/metrics' for one in url.values())}"


def _reasons(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count:,}" for code, count in sorted(counted.items(), key=lambda pair: -pair[1]))


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "no mails"
    return "   ".join(f"p{round(share * 100)} {percentile(seconds, share):.3f} s" for share in (0.5, 0.95, 0.99))
