-- Who does a task, and every step of it.

ALTER TABLE tasks ADD COLUMN taken_by text;
ALTER TABLE tasks ADD COLUMN taken_person uuid;
ALTER TABLE tasks ADD COLUMN taken_at timestamptz;
COMMENT ON COLUMN tasks.taken_by IS 'Who at the desk does it, as the audit trail names them; null while nobody has taken it.';
COMMENT ON COLUMN tasks.taken_person IS 'The person behind the account, where it is known.';

CREATE TABLE task_steps (
    task_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    what text NOT NULL CHECK (what IN ('taken', 'released', 'done', 'reopened')),
    subject text NOT NULL,
    person_id uuid,
    note_code text,
    tells boolean,
    told_at timestamptz,
    document text CHECK (length(document) BETWEEN 1 AND 60),
    PRIMARY KEY (task_id, number),
    CONSTRAINT done_says_what CHECK ((what = 'done') = (note_code IS NOT NULL AND tells IS NOT NULL))
);
COMMENT ON TABLE task_steps IS 'What people at the desk did with a task. Rows are only ever added: a mistake is put right by a new step.';
COMMENT ON COLUMN task_steps.subject IS 'As the audit trail names them.';
COMMENT ON COLUMN task_steps.note_code IS 'What was done, by the rule task_notes of that day.';
COMMENT ON COLUMN task_steps.tells IS 'Whether the person knows by it what they had to know.';
COMMENT ON COLUMN task_steps.told_at IS 'When they were told, as whoever did it says.';
COMMENT ON COLUMN task_steps.document IS 'Number of the recording, the receipt or the letter that shows it.';

CREATE FUNCTION task_steps_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'task_steps keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION task_steps_are_kept() IS 'Refuses every change of what was done with a task.';
CREATE TRIGGER task_steps_are_kept BEFORE UPDATE OR DELETE ON task_steps
FOR EACH ROW EXECUTE FUNCTION task_steps_are_kept();
-- The last that were done are looked at first.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX tasks_done ON tasks (court_id, done_at) WHERE state = 'done';
