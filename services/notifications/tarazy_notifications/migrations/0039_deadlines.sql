-- Deadlines stand until the next step of their matter, so that when they are told again can be ruled otherwise.

CREATE TABLE matter_deadlines (
    matter_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    topic text NOT NULL,
    due_on date NOT NULL,
    remind_at timestamptz
);
COMMENT ON TABLE matter_deadlines IS 'Deadlines of training, evaluation and discipline; the next fact about the matter replaces them.';
COMMENT ON COLUMN matter_deadlines.matter_id IS 'The certificate, evaluation or proceedings.';
COMMENT ON COLUMN matter_deadlines.topic IS 'Of the notice by which it is told again.';
COMMENT ON COLUMN matter_deadlines.due_on IS 'The last day of what is to be done, a day of the court.';
COMMENT ON COLUMN matter_deadlines.remind_at IS 'When it is told again; null where it was, or is not to be.';
CREATE INDEX matter_deadlines_due ON matter_deadlines (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX matter_deadlines_of_court ON matter_deadlines (court_id);
CREATE INDEX matter_deadlines_over ON matter_deadlines (due_on);

INSERT INTO matter_deadlines (matter_id, version, court_id, person_id, topic, due_on, remind_at)
SELECT r.matter_id, r.version, r.court_id, r.person_id, r.topic, (v.story ->> 'due_on')::date, r.due_at
FROM matter_reminders r JOIN subject_versions v ON v.subject_id = r.matter_id AND v.version = r.version
WHERE v.story ->> 'due_on' IS NOT NULL;
-- squawk-ignore ban-drop-table
DROP TABLE matter_reminders;

-- squawk-ignore adding-field-with-default
ALTER TABLE armed_courts ADD COLUMN kind text NOT NULL DEFAULT 'reminders';
COMMENT ON TABLE armed_courts IS 'By court and kind of rule, which rules what is to come was armed by, and how far it is armed anew.';
COMMENT ON COLUMN armed_courts.kind IS 'reminders of hearings, or deadlines.';
-- squawk-ignore ban-drop-constraint
ALTER TABLE armed_courts DROP CONSTRAINT armed_courts_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
ALTER TABLE armed_courts ADD PRIMARY KEY (court_id, kind);
