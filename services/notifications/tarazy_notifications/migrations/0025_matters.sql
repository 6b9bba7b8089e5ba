-- Deadlines of training, evaluation and discipline that people are told of again.

CREATE TABLE matter_reminders (
    matter_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    topic text NOT NULL,
    due_at timestamptz NOT NULL
);
COMMENT ON TABLE matter_reminders IS 'When somebody is told again that a deadline is near; the next fact about the matter replaces it.';
COMMENT ON COLUMN matter_reminders.matter_id IS 'The certificate, evaluation or proceedings.';
COMMENT ON COLUMN matter_reminders.topic IS 'Of the notice that it becomes.';
CREATE INDEX matter_reminders_due ON matter_reminders (due_at);
