"""What events of `court.cases` and `court.staff` ask of the domain."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Literal
from uuid import UUID

from tarazy_shared.contracts import cases, staff
from tarazy_shared.contracts.event import Event

from tarazy_scheduling.domain import commands
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.codes import Norm
from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.model.means import (
    Absence,
    Authorisation,
    HalfDays,
    Interest,
    PatternToCome,
    Post,
    Unavailability,
)


def command_of(event: Event[Any]) -> commands.Command:
    """The command that an event is. Raises KeyError for a type that scheduling does not use."""
    return _TRANSLATIONS[event.type](event.data)


def _register_case(data: cases.CaseRegistered) -> commands.Command:
    since, limit_on = (data.custody.since, data.custody.limit_on) if data.custody else (None, None)
    # Two registrations are the same when they say the same, whatever the order and spelling of their fields.
    content = data.__pydantic_serializer__.to_json(data, exclude_none=True)
    return commands.RegisterCase(
        Case(
            case_id=data.case_id,
            registration_sha256=hashlib.sha256(content).hexdigest().encode(),
            number=data.number,
            category=data.category,
            filed_at=data.filed_at,
            parties=_parties(data.parties),
            instance=data.instance,
            language=data.language,
            complexity=data.complexity,
            custody_since=since,
            custody_limit_on=limit_on,
            confidential=data.confidential,
            specialisms=data.specialisms,
            related_case_ids=data.related_case_ids,
        )
    )


def _update_case(data: cases.CaseUpdated) -> commands.Command:
    return commands.UpdateCase(
        case_id=data.case_id,
        version=data.version,
        number=data.number,
        category=data.category,
        filed_at=data.filed_at,
        instance=data.instance,
        language=data.language,
        complexity=data.complexity,
        custody=(data.custody.since, data.custody.limit_on) if data.custody else None,
        confidential=data.confidential,
        specialisms=data.specialisms,
        related_case_ids=data.related_case_ids,
        parties=None if data.parties is None else _parties(data.parties),
    )


def _parties(parties: tuple[cases.Party, ...]) -> tuple[Party, ...]:
    return tuple(
        Party(
            party_id=party.party_id,
            role=party.role,
            name=party.name,
            kind=party.kind,
            language=party.language,
            minor=party.minor,
            represents=party.represents,
            person_id=party.person_id,
        )
        for party in parties
    )


def _close_case(data: cases.CaseClosed) -> commands.Command:
    return commands.CloseCase(data.case_id, data.closed_at, data.outcome)


def _request_hearing(data: cases.HearingRequested) -> commands.RequestHearing:
    return commands.RequestHearing(
        data.hearing_id,
        data.case_id,
        Request(
            request_version=data.request_version,
            hearing_type=data.hearing_type,
            estimated_minutes=data.estimated_minutes,
            earliest_on=data.earliest_on,
            latest_on=data.latest_on,
            starts_at=data.starts_at,
            priority=data.priority,
            channel=data.channel,
            room_features=frozenset(data.room_features),
            interpreter_languages=data.interpreter_languages,
            attendee_ids=data.attendee_ids,
            judges=data.judges,
            linked_hearing_id=data.linked_hearing_id,
            link=data.link,
            min_notice_days=data.min_notice_days,
            link_gap_minutes=data.link_gap_minutes,
            link_gap_days=data.link_gap_days,
            hold_id=data.hold_id,
        ),
    )


def _withdraw_hearing(data: cases.HearingWithdrawn) -> commands.Command:
    return commands.WithdrawHearing(data.hearing_id, data.case_id)


def _conclude_hearing(data: cases.HearingConcluded) -> commands.Command:
    return commands.ConcludeHearing(
        hearing_id=data.hearing_id,
        case_id=data.case_id,
        outcome=data.outcome,
        started_at=data.started_at,
        ended_at=data.ended_at,
        adjournment_reason=data.adjournment_reason,
        following=_request_hearing(data.next) if data.next else None,
    )


def _declare_unavailability(data: cases.UnavailabilityDeclared) -> commands.Command:
    kind, resource_id = _who_or_what(data)
    return commands.DeclareUnavailability(
        Unavailability(
            unavailability_id=data.unavailability_id,
            court_id=data.court_id,
            kind=kind,
            resource_id=resource_id,
            starts_at=data.starts_at,
            ends_at=data.ends_at,
        )
    )


def _who_or_what(data: cases.UnavailabilityDeclared) -> tuple[Literal["person", "party", "room"], UUID]:
    if data.person_id is not None:
        return "person", data.person_id
    if data.party_id is not None:
        return "party", data.party_id
    if data.room_id is not None:
        return "room", data.room_id
    raise ValueError("The contract lets no other unavailability in")


def _withdraw_unavailability(data: cases.UnavailabilityWithdrawn) -> commands.Command:
    return commands.WithdrawUnavailability(data.unavailability_id)


def _grant_recusal(data: cases.RecusalGranted) -> commands.Command:
    return commands.GrantRecusal(data.case_id, data.person_id)


def _describe_court(data: staff.CourtRegistered | staff.CourtUpdated) -> commands.Command:
    return commands.DescribeCourt(data.version, data.zone, data.language, data.level)


def _change_post(
    data: staff.StaffAppointed | staff.StaffUpdated | staff.StaffSeparated, *, is_separated: bool = False
) -> commands.Command:
    to_come = data.working_patterns or ()
    return commands.ChangePost(
        Post(
            person_id=data.person_id,
            post_id=data.post_id,
            version=data.version,
            role=data.role,
            name=data.name,
            from_on=data.from_on,
            to_on=data.to_on,
            is_separated=is_separated,
            languages=frozenset(data.languages),
            share_milli=max(1, round(data.full_time_share * 1000)),
            working_pattern=_half_days(data.working_pattern),
            working_patterns=tuple(PatternToCome(one.from_on, _half_days(one.working_pattern)) for one in to_come),
        )
    )


def _half_days(pattern: Mapping[staff.Weekday, tuple[staff.Half, ...]] | None) -> HalfDays | None:
    return None if pattern is None else {day: frozenset(halves) for day, halves in pattern.items()}


def _separate(data: staff.StaffSeparated) -> commands.Command:
    return _change_post(data, is_separated=True)


def _authorisation(data: staff.StaffAuthorised | staff.AuthorisationEnded) -> Authorisation:
    return Authorisation(data.person_id, data.specialism, data.from_on, data.to_on)


def _absence(data: staff.AbsenceApproved | staff.AbsenceCancelled) -> Absence:
    return Absence(
        absence_id=data.absence_id,
        court_id=data.court_id,
        person_id=data.person_id,
        kind=data.kind,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
    )


def _interest(data: staff.InterestDeclared | staff.InterestEnded) -> Interest:
    return Interest(data.interest_id, data.person_id, data.against, data.from_on, data.to_on)


_TRANSLATIONS: Mapping[str, Callable[[Any], commands.Command]] = {
    cases.CaseRegistered.TYPE: _register_case,
    cases.CaseUpdated.TYPE: _update_case,
    cases.CaseClosed.TYPE: _close_case,
    cases.HearingRequested.TYPE: _request_hearing,
    cases.HearingWithdrawn.TYPE: _withdraw_hearing,
    cases.HearingConcluded.TYPE: _conclude_hearing,
    cases.UnavailabilityDeclared.TYPE: _declare_unavailability,
    cases.UnavailabilityWithdrawn.TYPE: _withdraw_unavailability,
    cases.RecusalGranted.TYPE: _grant_recusal,
    staff.CourtRegistered.TYPE: _describe_court,
    staff.CourtUpdated.TYPE: _describe_court,
    staff.StaffAppointed.TYPE: _change_post,
    staff.StaffUpdated.TYPE: _change_post,
    staff.StaffSeparated.TYPE: _separate,
    staff.StaffAuthorised.TYPE: lambda data: commands.Authorise(_authorisation(data)),
    staff.AuthorisationEnded.TYPE: lambda data: commands.EndAuthorisation(_authorisation(data)),
    staff.AbsenceApproved.TYPE: lambda data: commands.ApproveAbsence(_absence(data)),
    staff.AbsenceCancelled.TYPE: lambda data: commands.CancelAbsence(_absence(data)),
    staff.StaffSuspended.TYPE: lambda data: commands.Suspend(data.person_id, data.from_on),
    staff.StaffReinstated.TYPE: lambda data: commands.Reinstate(data.person_id, data.from_on),
    staff.InterestDeclared.TYPE: lambda data: commands.DeclareInterest(_interest(data)),
    staff.InterestEnded.TYPE: lambda data: commands.EndInterest(_interest(data)),
    staff.NormChanged.TYPE: lambda data: commands.ChangeNorm(
        Norm(data.category, data.valid_from, data.weight_minutes, data.instance or "", bool(data.country_wide))
    ),
}

USED: frozenset[str] = frozenset(_TRANSLATIONS)
"""The types that scheduling takes."""
