-- Limits of the law: what courts lay down about the last lawful day of hearings and about notice.

CREATE TABLE limit_rules (
    court_id text NOT NULL,
    code text NOT NULL CHECK (code ~ '^[a-z0-9_.-]{1,100}$'),
    valid_from date NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    entered_at timestamptz NOT NULL,
    document json NOT NULL,
    PRIMARY KEY (court_id, code, valid_from, version)
);
COMMENT ON TABLE limit_rules IS 'Rules about limits that were laid down beside those that ship: of one code the latest day begun counts, of that day the last version. Rows never change.';
COMMENT ON COLUMN limit_rules.court_id IS 'The court that laid it down; empty for what holds in all courts.';
COMMENT ON COLUMN limit_rules.version IS 'Counts what was entered for one code and day.';
COMMENT ON COLUMN limit_rules.document IS 'The rule, in the form of data/limits_of_kazakhstan.json.';

CREATE FUNCTION limit_rules_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'rules about limits are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION limit_rules_are_kept() IS 'Refuses every change of the rules about limits but a new row.';
CREATE TRIGGER limit_rules_are_kept BEFORE UPDATE OR DELETE ON limit_rules
FOR EACH ROW EXECUTE FUNCTION limit_rules_are_kept();
CREATE TRIGGER limit_rules_are_not_emptied BEFORE TRUNCATE ON limit_rules
FOR EACH STATEMENT EXECUTE FUNCTION limit_rules_are_kept();

-- What the catalogue said of notice and limits, but for the notice that ships, becomes rules.
INSERT INTO limit_rules (court_id, code, valid_from, version, entered_at, document)
SELECT
    court_id, 'notice.' || code, valid_from, 1, now(),
    json_build_object(
        'code', 'notice.' || code, 'limits', 'notice', 'amount', min_notice_days, 'unit', 'working_days',
        'trigger', 'told', 'name', name, 'applies', json_build_object('hearing_types', json_build_array(code)),
        'source', source, 'valid_from', valid_from, 'valid_to', valid_to
    )
FROM catalogue
WHERE
    kind = 'hearing_type' AND min_notice_days IS NOT NULL AND length(code) <= 93
    AND (court_id <> '' OR valid_from <> '2020-01-01');
INSERT INTO limit_rules (court_id, code, valid_from, version, entered_at, document)
SELECT
    court_id, 'limit.' || code, valid_from, 1, now(),
    json_build_object(
        'code', 'limit.' || code, 'limits', 'latest_day', 'amount', lawful_days, 'unit', 'days',
        'trigger', 'filed', 'name', name, 'applies', json_build_object('categories', json_build_array(code)),
        'source', source, 'valid_from', valid_from, 'valid_to', valid_to
    )
FROM catalogue
WHERE kind = 'category' AND lawful_days IS NOT NULL AND length(code) <= 94;

-- Nothing reads them any more.
-- squawk-ignore ban-drop-column
ALTER TABLE catalogue DROP COLUMN min_notice_days;
-- squawk-ignore ban-drop-column
ALTER TABLE catalogue DROP COLUMN lawful_days;
