-- Those who were at a session of training are asked what they think of it by a survey of its own.

ALTER TABLE surveys ADD COLUMN session_id uuid;
ALTER TABLE surveys ADD CONSTRAINT surveys_session_id_fkey
    FOREIGN KEY (session_id) REFERENCES training_sessions NOT VALID;
-- A table of few rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE surveys VALIDATE CONSTRAINT surveys_session_id_fkey;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX surveys_of_session ON surveys (session_id) WHERE session_id IS NOT NULL;
COMMENT ON COLUMN surveys.session_id IS 'The session of training whose participants are asked; null: of none.';
