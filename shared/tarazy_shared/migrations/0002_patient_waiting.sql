-- Some of what events wait for comes by itself: they must not be given up, nor tried again and again meanwhile.

ALTER TABLE waiting
    -- squawk-ignore adding-field-with-default
    ADD COLUMN is_patient boolean NOT NULL DEFAULT false,
    -- squawk-ignore adding-field-with-default
    ADD COLUMN is_released boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN waiting.is_patient IS 'What it waits for comes by itself: it has no deadline and is not swept until it is released.';
COMMENT ON COLUMN waiting.is_released IS 'Of a patient one: what it waited for has come.';
