"""The sections of a court's desk. A section comes into the navigation when its page is there: one line each."""

from tarazy_shared.front.sections import DeskSection, desk_path
from tarazy_shared.pages.catalogue import message

__all__ = ["SECTIONS", "desk_path"]

SECTIONS: tuple[DeskSection, ...] = (
    DeskSection("establishment", message("Establishment"), "establishment.read"),
    DeskSection("leave", message("Leave"), "leave.read"),
    DeskSection("selection", message("Selection"), "selection.read"),
    DeskSection("evaluation", message("Evaluation"), "evaluation.read"),
    DeskSection("surveys", message("Surveys"), "survey.read"),
    DeskSection("training", message("Training"), "training.read"),
    DeskSection("discipline", message("Discipline"), "discipline.read"),
    DeskSection("deadlines", message("Deadlines"), "deadline.read"),
    DeskSection("workload", message("Workload"), "workload.read"),
    DeskSection("access", message("Access"), "access.read"),
    DeskSection("audit", message("Audit trail"), "audit.read"),  # the last of them
)
