-- What is published of the evaluations of a year, as it was first told: a total that is computed anew after a court has
-- moved to another region, or an evaluation came late, would tell by the difference what one judge came to.

CREATE TABLE evaluation_totals (
    year bigint PRIMARY KEY CHECK (year BETWEEN 2000 AND 2200),
    groups jsonb NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE evaluation_totals IS 'Totals of evaluations by groups that can be told of; written once, when a year that is over is first asked for.';
CREATE TRIGGER evaluation_totals_kept BEFORE UPDATE OR DELETE ON evaluation_totals
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();
