"""What scheduling is asked to do: one frozen record per event or order, as the edges translate it."""

from tarazy_scheduling.domain.commands.by_hand import (
    ByHand,
    ExtendByHand,
    FixByHand,
    MergeByHand,
    Put,
    PutByHand,
    Restore,
    RestoreByHand,
    Seen,
    SwapByHand,
    VacateByHand,
    seen_in,
)
from tarazy_scheduling.domain.commands.cases import (
    CloseCase,
    GrantRecusal,
    RegisterCase,
    UpdateCase,
)
from tarazy_scheduling.domain.commands.draws import (
    AnswerInterestQuestion,
    CorrectBalance,
    DrawAtRound,
    DrawByHand,
    Reallocate,
)
from tarazy_scheduling.domain.commands.hearings import (
    ConcludeHearing,
    DeclareUnavailability,
    RequestHearing,
    WithdrawHearing,
    WithdrawUnavailability,
)
from tarazy_scheduling.domain.commands.holds import (
    PlaceHold,
    ReleaseHold,
)
from tarazy_scheduling.domain.commands.limits import (
    RecordRuling,
    ReviewLimits,
)
from tarazy_scheduling.domain.commands.passing import (
    FreePeople,
    PassTime,
)
from tarazy_scheduling.domain.commands.planning import (
    ApplyPlan,
    UndoPlan,
)
from tarazy_scheduling.domain.commands.premises import (
    ChangeCalendar,
    CloseRoom,
    KeepRoom,
    ReviewCatalogue,
    ReviewListing,
)
from tarazy_scheduling.domain.commands.sessions import (
    EndSessionBlock,
    KeepSessionBlock,
    PermitOverbooking,
    PreferHalfDay,
    WithdrawOverbooking,
)
from tarazy_scheduling.domain.commands.staffing import (
    ApproveAbsence,
    Authorise,
    CancelAbsence,
    ChangeNorm,
    ChangePost,
    DeclareInterest,
    DescribeCourt,
    EndAuthorisation,
    EndInterest,
    Reinstate,
    Suspend,
)

__all__ = [
    "AnswerInterestQuestion",
    "ApplyPlan",
    "ApproveAbsence",
    "Authorise",
    "ByHand",
    "CancelAbsence",
    "ChangeCalendar",
    "ChangeNorm",
    "ChangePost",
    "CloseCase",
    "CloseRoom",
    "Command",
    "ConcludeHearing",
    "CorrectBalance",
    "DeclareInterest",
    "DeclareUnavailability",
    "DescribeCourt",
    "DrawAtRound",
    "DrawByHand",
    "EndAuthorisation",
    "EndInterest",
    "EndSessionBlock",
    "ExtendByHand",
    "FixByHand",
    "FreePeople",
    "GrantRecusal",
    "KeepRoom",
    "KeepSessionBlock",
    "MergeByHand",
    "PassTime",
    "PermitOverbooking",
    "PlaceHold",
    "PreferHalfDay",
    "Put",
    "PutByHand",
    "Reallocate",
    "RecordRuling",
    "RegisterCase",
    "Reinstate",
    "ReleaseHold",
    "RequestHearing",
    "Restore",
    "RestoreByHand",
    "ReviewCatalogue",
    "ReviewLimits",
    "ReviewListing",
    "Seen",
    "Suspend",
    "SwapByHand",
    "UndoPlan",
    "UpdateCase",
    "VacateByHand",
    "WithdrawHearing",
    "WithdrawOverbooking",
    "WithdrawUnavailability",
    "seen_in",
]

Command = (
    DescribeCourt
    | ChangePost
    | Authorise
    | EndAuthorisation
    | ApproveAbsence
    | CancelAbsence
    | Suspend
    | Reinstate
    | DeclareInterest
    | EndInterest
    | AnswerInterestQuestion
    | ChangeNorm
    | RegisterCase
    | UpdateCase
    | CloseCase
    | RequestHearing
    | WithdrawHearing
    | ConcludeHearing
    | ByHand
    | DeclareUnavailability
    | WithdrawUnavailability
    | GrantRecusal
    | DrawAtRound
    | DrawByHand
    | Reallocate
    | ApplyPlan
    | UndoPlan
    | CorrectBalance
    | KeepRoom
    | CloseRoom
    | ChangeCalendar
    | ReviewCatalogue
    | ReviewListing
    | ReviewLimits
    | RecordRuling
    | PreferHalfDay
    | KeepSessionBlock
    | EndSessionBlock
    | PermitOverbooking
    | WithdrawOverbooking
    | PlaceHold
    | ReleaseHold
    | FreePeople
    | PassTime
)
