-- By which rules a court draws its judges, from a day on.

CREATE TABLE draw_rules (
    court_id text NOT NULL REFERENCES courts,
    valid_from date NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    beta_numerator integer NOT NULL CHECK (beta_numerator >= 0),
    beta_denominator integer NOT NULL CHECK (beta_denominator >= 1 AND beta_denominator >= beta_numerator),
    absence_days integer NOT NULL CHECK (absence_days >= 0),
    leaving_days integer NOT NULL CHECK (leaving_days >= 0),
    ceiling_minutes bigint CHECK (ceiling_minutes >= 0),
    refile_days integer NOT NULL CHECK (refile_days >= 0),
    fewest_candidates integer NOT NULL CHECK (fewest_candidates >= 1),
    entered_at timestamptz NOT NULL,
    source text,
    PRIMARY KEY (court_id, valid_from, version)
);
COMMENT ON TABLE draw_rules IS 'By which rules a court draws its judges, dated: of what was entered the latest day begun counts, of that day the last version. Rows never change.';
COMMENT ON COLUMN draw_rules.version IS 'Counts what was entered for one day; once the day has begun no other version is taken.';
COMMENT ON COLUMN draw_rules.beta_numerator IS 'beta, in lowest terms: how much a burden moves the chances, from 0 to 1.';
COMMENT ON COLUMN draw_rules.absence_days IS 'Whoever is away for longer is not drawn.';
COMMENT ON COLUMN draw_rules.leaving_days IS 'Whoever stays in post for fewer days is not drawn.';
COMMENT ON COLUMN draw_rules.ceiling_minutes IS 'Whoever carries so much more than a fair share is not drawn; null: no ceiling.';
COMMENT ON COLUMN draw_rules.refile_days IS 'A case filed again within so many days goes to the judge first drawn.';
COMMENT ON COLUMN draw_rules.fewest_candidates IS 'A draw among fewer is marked.';
COMMENT ON COLUMN draw_rules.source IS 'The order that the rules follow from.';

CREATE FUNCTION draw_rules_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'rules of draws are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION draw_rules_are_kept() IS 'Refuses every change of the rules of draws but a new row.';
CREATE TRIGGER draw_rules_are_kept BEFORE UPDATE OR DELETE ON draw_rules
FOR EACH ROW EXECUTE FUNCTION draw_rules_are_kept();
CREATE TRIGGER draw_rules_are_not_emptied BEFORE TRUNCATE ON draw_rules
FOR EACH STATEMENT EXECUTE FUNCTION draw_rules_are_kept();
