"""Proceedings about judges: clocks that press, how many evaluations are at which phase, who answers surveys."""

from deploy.grafana.board import Panel, Query, Row


def _clocks(urgency: str) -> str:
    """By kind, of all courts; each replica tells the same."""
    return f'sum by (kind) (max by (kind, urgency) (tarazy_proceedings_clocks{{urgency="{urgency}"}}))'


def _tokens(state: str) -> str:
    """By audience; each replica tells the same."""
    return f'max by (audience) (tarazy_survey_tokens{{state="{state}"}})'


PROCEEDINGS = Row(
    "Proceedings, all courts",
    [
        Panel(
            "Clocks near or over",
            "Of disciplinary cases and evaluations. After a limitation nothing is decided any more.",
            (Query(_clocks("near"), "{{kind}}, near"), Query(_clocks("overdue"), "{{kind}}, overdue")),
            wide=8,
        ),
        Panel(
            "Evaluations by phase",
            "Those that end are counted as well.",
            (Query("sum by (phase) (max by (kind, phase) (tarazy_evaluations))", "{{phase}}"),),
            wide=8,
        ),
        Panel(
            "Tokens of surveys that run",
            "Given out and used, by audience.",
            (
                Query(
                    "sum by (audience, state) (max by (audience, state) (tarazy_survey_tokens))",
                    "{{audience}}, {{state}}",
                ),
            ),
            wide=8,
        ),
        Panel(
            "Response rates of surveys that run",
            "Tokens used, of those given out, by audience.",
            (Query(f"{_tokens('used')} / ({_tokens('given_out')} > 0)", "{{audience}}"),),
            unit="percentunit",
            wide=12,
        ),
        Panel(
            "Words that nobody has read",
            "Answers in words to surveys that have closed; they are told after moderation alone.",
            (Query("max(tarazy_survey_texts_waiting)", "waiting"),),
            wide=12,
        ),
    ],
)
