-- Court users are asked by mail without HR knowing who they are: it knows how many took part in a hearing.

ALTER TABLE hearing_facts ADD COLUMN attendees bigint;
COMMENT ON COLUMN hearing_facts.attendees IS 'How many take part beside the court, never who; null: told before this was kept.';

CREATE TABLE survey_hearings (
    survey_id uuid NOT NULL REFERENCES surveys,
    hearing_id uuid NOT NULL,
    PRIMARY KEY (survey_id, hearing_id)
);
COMMENT ON TABLE survey_hearings IS 'Hearings of which whoever took part was asked by mail, so that nobody is asked twice. Deleted when the survey closes.';
