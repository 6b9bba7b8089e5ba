-- By which rules a court lists hearings, from a day on.

CREATE TABLE listing_rules (
    court_id text NOT NULL REFERENCES courts,
    valid_from date NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    fence_days integer NOT NULL CHECK (fence_days >= 0),
    changeover_minutes integer NOT NULL CHECK (changeover_minutes >= 0),
    travel_minutes integer NOT NULL CHECK (travel_minutes >= 0),
    sitting_limit_minutes integer CHECK (sitting_limit_minutes > 0),
    change_penalty integer NOT NULL CHECK (change_penalty >= 0),
    entered_at timestamptz NOT NULL,
    source text,
    PRIMARY KEY (court_id, valid_from, version)
);
COMMENT ON TABLE listing_rules IS 'By which rules a court lists hearings, dated: of what was entered the latest day begun counts, of that day the last version. Rows never change.';
COMMENT ON COLUMN listing_rules.version IS 'Counts what was entered for one day; once the day has begun no other version is taken.';
COMMENT ON COLUMN listing_rules.fence_days IS 'Hearings within so many working days from today keep their dates.';
COMMENT ON COLUMN listing_rules.changeover_minutes IS 'A room stays empty for so long between two hearings.';
COMMENT ON COLUMN listing_rules.travel_minutes IS 'Whoever has sat in one building is free in another only so long after.';
COMMENT ON COLUMN listing_rules.sitting_limit_minutes IS 'A judge sits no longer on one day; null: no limit.';
COMMENT ON COLUMN listing_rules.change_penalty IS 'What a plan pays for each date that people were told of and that it changes.';
COMMENT ON COLUMN listing_rules.source IS 'The order that the rules follow from.';

CREATE FUNCTION listing_rules_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'rules of listing are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION listing_rules_are_kept() IS 'Refuses every change of the rules of listing but a new row.';
CREATE TRIGGER listing_rules_are_kept BEFORE UPDATE OR DELETE ON listing_rules
FOR EACH ROW EXECUTE FUNCTION listing_rules_are_kept();
CREATE TRIGGER listing_rules_are_not_emptied BEFORE TRUNCATE ON listing_rules
FOR EACH STATEMENT EXECUTE FUNCTION listing_rules_are_kept();
