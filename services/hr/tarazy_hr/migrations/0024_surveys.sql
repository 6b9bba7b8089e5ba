-- Surveys. Nothing here links an answer to a person: a token is known by its hash alone, and its row goes in the
-- transaction that stores the answers; each answer stands alone, without time, sequence or sheet.

-- Its place is taken at once by one that allows more.
-- squawk-ignore ban-drop-constraint
ALTER TABLE proceedings_rules DROP CONSTRAINT proceedings_rules_kind_check;
ALTER TABLE proceedings_rules ADD CONSTRAINT proceedings_rules_kind_check
    CHECK (kind IN ('discipline', 'evaluation', 'surveys')) NOT VALID;
-- A table of few rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE proceedings_rules VALIDATE CONSTRAINT proceedings_rules_kind_check;

CREATE TABLE surveys (
    survey_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    questionnaire jsonb NOT NULL,
    least bigint NOT NULL CHECK (least >= 5),
    evaluation_id uuid REFERENCES evaluations,
    opened_on date NOT NULL,
    closes_on date NOT NULL CHECK (closes_on >= opened_on),
    closed_on date,
    invited bigint NOT NULL DEFAULT 0 CHECK (invited >= 0),
    answered bigint NOT NULL DEFAULT 0 CHECK (answered >= 0)
);
COMMENT ON TABLE surveys IS 'What is asked, of how many, and how many have answered.';
COMMENT ON COLUMN surveys.questionnaire IS 'As it stood when the survey was opened.';
COMMENT ON COLUMN surveys.least IS 'Answers that a group has to have to be told of.';
COMMENT ON COLUMN surveys.evaluation_id IS 'The evaluation that it is for; null: for none.';
CREATE INDEX surveys_by_court ON surveys (court_id);
CREATE INDEX surveys_by_evaluation ON surveys (evaluation_id);

CREATE TABLE survey_tokens (
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    survey_id uuid NOT NULL REFERENCES surveys,
    region text NOT NULL,
    court_id text NOT NULL
);
COMMENT ON TABLE survey_tokens IS 'Tokens that were not used yet, by their hashes: of whom each is, nobody can see here.';
COMMENT ON COLUMN survey_tokens.court_id IS 'The group in which the answers will be counted.';
CREATE INDEX survey_tokens_by_survey ON survey_tokens (survey_id);

CREATE TABLE survey_answers (
    answer_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    survey_id uuid NOT NULL REFERENCES surveys,
    region text NOT NULL,
    court_id text NOT NULL,
    question text NOT NULL,
    value bigint NOT NULL CHECK (value BETWEEN 1 AND 5)
);
COMMENT ON TABLE survey_answers IS 'Single answers on scales; which of them are of one sheet is not kept.';
COMMENT ON COLUMN survey_answers.answer_id IS 'Random.';
CREATE INDEX survey_answers_by_survey ON survey_answers (survey_id);

CREATE TABLE survey_texts (
    text_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    survey_id uuid NOT NULL REFERENCES surveys,
    question text NOT NULL,
    words text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'shown', 'withheld'))
);
COMMENT ON TABLE survey_texts IS 'What was answered in words, apart from scales and groups; told after moderation alone.';
COMMENT ON COLUMN survey_texts.text_id IS 'Random.';
CREATE INDEX survey_texts_by_survey ON survey_texts (survey_id);
