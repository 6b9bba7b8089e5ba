-- By which rules people are told: dated, only ever added.

CREATE TABLE notice_rules (
    kind text NOT NULL,
    court_id text,
    valid_from date NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    rule jsonb NOT NULL,
    entered_at timestamptz NOT NULL,
    source text,
    entered_by text,
    CONSTRAINT one_rule UNIQUE NULLS NOT DISTINCT (kind, court_id, valid_from, version)
);
COMMENT ON TABLE notice_rules IS 'Rules by which people are told, each whole and of one kind, from a day on. Rows are never changed.';
COMMENT ON COLUMN notice_rules.kind IS 'What is ruled: reminders, quiet_hours, digests, topics, and others as they come.';
COMMENT ON COLUMN notice_rules.court_id IS 'The court that laid it down; null for all courts that have none of their own.';
COMMENT ON COLUMN notice_rules.valid_from IS 'First day on which it holds, a day of the court.';
COMMENT ON COLUMN notice_rules.version IS 'Counts what was entered for this day; the last one holds.';
COMMENT ON COLUMN notice_rules.rule IS 'What the body of the kind says; what it leaves out has its default.';
COMMENT ON COLUMN notice_rules.source IS 'The order that it follows from.';
COMMENT ON COLUMN notice_rules.entered_by IS 'Who entered it, as the audit trail names them.';

CREATE FUNCTION notice_rules_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'notice_rules keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION notice_rules_are_kept() IS 'Refuses every change of a rule that was entered.';
CREATE TRIGGER notice_rules_are_kept BEFORE UPDATE OR DELETE ON notice_rules
FOR EACH ROW EXECUTE FUNCTION notice_rules_are_kept();
