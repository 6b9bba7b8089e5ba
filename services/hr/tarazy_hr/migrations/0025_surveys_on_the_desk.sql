-- What the desk shows of surveys and does about words: whose people were asked, when the rest was asked once more, why
-- words are kept back, and until when words are kept at all.

ALTER TABLE surveys ADD COLUMN courts text[] NOT NULL DEFAULT '{}';
ALTER TABLE surveys ADD COLUMN reminded_on date;
ALTER TABLE surveys ADD COLUMN keep_days bigint NOT NULL DEFAULT 365;
ALTER TABLE surveys ADD COLUMN texts_erased_on date;
ALTER TABLE surveys ADD CONSTRAINT surveys_keep_days_check CHECK (keep_days >= 1) NOT VALID;
-- A table of few rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE surveys VALIDATE CONSTRAINT surveys_keep_days_check;
COMMENT ON COLUMN surveys.courts IS 'Whose people were asked; empty for surveys that are older than this column.';
COMMENT ON COLUMN surveys.reminded_on IS 'When those who had not answered were asked once more, the last time.';
COMMENT ON COLUMN surveys.keep_days IS 'For how many days after its end answers in words are kept, as the rules stood when it was opened.';
COMMENT ON COLUMN surveys.texts_erased_on IS 'When answers in words were erased; null: they were not.';

ALTER TABLE survey_texts ADD COLUMN reason text;
ALTER TABLE survey_texts ADD CONSTRAINT survey_texts_reason_check
    CHECK (reason IS NULL OR (state = 'withheld'
        AND reason IN ('names_somebody', 'known_by_it', 'insult', 'off_subject', 'other'))) NOT VALID;
-- Old rows have none.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE survey_texts VALIDATE CONSTRAINT survey_texts_reason_check;
COMMENT ON COLUMN survey_texts.reason IS 'Why words are kept back.';
