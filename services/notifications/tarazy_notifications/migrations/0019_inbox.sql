-- What people have marked as read in their own inbox. That somebody has read a notice is a change of its state.

CREATE TABLE inbox_marks (
    person_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    subject_version bigint NOT NULL,
    topic text NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, subject_id, subject_version, topic)
);
COMMENT ON TABLE inbox_marks IS 'A mark of a person, to find what is new; taken away when they want to come back to it.';
COMMENT ON COLUMN inbox_marks.read_at IS 'Marks made together have the same, and can be taken away together.';
