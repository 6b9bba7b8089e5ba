"""Draws of judges: what to decide about them, whether they go as chance has it, whether their ledgers hold."""

from deploy.grafana.board import Panel, Query, Row

DRAWS = Row(
    "Draws of judges",
    [
        Panel(
            "Draws among few",
            "In the last hour: fewer could be drawn than the court's rules want.",
            (Query("sum(increase(tarazy_draws_among_few_total[1h]))", "among few"),),
            wide=6,
        ),
        Panel(
            "Names to compare",
            "Nobody has said yet whether a judge's interest is meant; meanwhile the judge is not drawn.",
            (Query("max(tarazy_interest_questions_open)", "open"),),
            wide=6,
        ),
        Panel(
            "Judges whose cases wait",
            "Away for long or suspended: nobody has said yet whether others get their cases.",
            (Query("max(tarazy_reallocations_open)", "proposed"),),
            wide=6,
        ),
        Panel(
            "Draws and the beacon",
            "Cases that wait for their round now; draws without one, and rounds refused, in the last hour.",
            (
                Query("max(tarazy_cases_waiting_for_round)", "cases waiting"),
                Query("sum(increase(tarazy_draws_without_beacon_total[1h]))", "draws without a round"),
                Query("sum(increase(tarazy_beacon_rounds_refused_total[1h]))", "rounds refused"),
            ),
            wide=6,
        ),
    ],
)

CHANCE = Row(
    "Do draws go as chance has it?",
    [
        Panel(
            "How likely by chance",
            "Of each court: how often a year of fair draws differs so much from what is expected. Alert below 0.001.",
            (Query("min by (court_id) (tarazy_draw_chi_square_p)", "{{court_id}}"),),
        ),
        Panel(
            "Most striking judge",
            "Of each court: standard deviations from what is expected. With 40 judges 3 is ordinary.",
            (Query("max by (court_id) (tarazy_draw_largest_z)", "{{court_id}}"),),
        ),
        Panel(
            "Farthest from a fair share",
            "Of each court: the judge who carries most too much or too little, for full time.",
            (Query("max by (court_id) (tarazy_draw_load_deviation_seconds)", "{{court_id}}"),),
            unit="s",
        ),
        Panel(
            "Judges to choose from",
            "Half of the draws of the last day had more.",
            (Query("histogram_quantile(0.5, sum by (le) (increase(tarazy_draw_pool_size_bucket[1d])))", "half"),),
        ),
        Panel(
            "Draws of one judge",
            "In the last hour: one judge alone could be drawn, so chance had no part.",
            (Query("sum(increase(tarazy_draws_of_one_judge_total[1h]))", "one judge"),),
        ),
        Panel(
            "Late exclusions and cases filed again",
            "Of the last day: exclusions entered under an hour before a draw; the same parties about the same.",
            (
                Query("sum(max by (court_id) (tarazy_draws_after_late_exclusion))", "late exclusions"),
                Query("sum(max by (court_id) (tarazy_cases_filed_again))", "filed again"),
            ),
        ),
    ],
)

LEDGERS = Row(
    "Ledgers of draws",
    [
        Panel(
            "Ledgers found wrong",
            "Courts whose ledger of draws did not verify in the night.",
            (Query("max(tarazy_ledgers_failed)", "wrong"),),
            wide=8,
        ),
        Panel(
            "Ledgers verified",
            "Since when the ledger verified longest ago has not been, in seconds.",
            (Query("max(tarazy_ledgers_verified_oldest_seconds)", "oldest"),),
            wide=8,
        ),
        Panel(
            "Draws without a chain",
            "In the last hour: the day's secret had not been published ahead.",
            (Query("sum(increase(tarazy_draws_without_a_chain_total[1h]))", "without"),),
            wide=8,
        ),
    ],
)
