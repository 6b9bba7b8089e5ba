-- What clerks did to tell somebody stands in the proof of the hearing.

ALTER TABLE notice_unsealed ADD COLUMN by_hand boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN notice_unsealed.by_hand IS 'Whether it is a step of a task: notice_id is the task, number that of the step.';
ALTER TABLE notice_seals ADD COLUMN task_id uuid;
COMMENT ON COLUMN notice_seals.task_id IS 'The task that a step was of, which is notice_id then as well; first_step is that of the step.';

CREATE FUNCTION step_is_to_be_sealed() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO notice_unsealed (notice_id, number, by_hand)
    SELECT task_id, number, true FROM added WHERE what IN ('done', 'reopened') ORDER BY task_id, number;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION step_is_to_be_sealed() IS 'What was done about a task, and that it is to be done again, goes into the chain.';
CREATE TRIGGER step_is_to_be_sealed AFTER INSERT ON task_steps
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION step_is_to_be_sealed();

INSERT INTO notice_unsealed (notice_id, number, by_hand)
SELECT task_id, number, true FROM task_steps WHERE what IN ('done', 'reopened') ORDER BY at, task_id, number;
