-- Whoever became free in one court gives a hearing of another its place, and that is told with what brought it about.

-- What is noted already is tried within a second of the next start: its cause was not kept.
ALTER TABLE freed_people
    -- squawk-ignore adding-field-with-default
    ADD COLUMN cause_id text NOT NULL DEFAULT gen_random_uuid()::text,
    -- squawk-ignore adding-field-with-default
    ADD COLUMN correlation_id text NOT NULL DEFAULT gen_random_uuid()::text,
    ADD COLUMN traceparent text;
-- squawk-ignore ban-drop-default
ALTER TABLE freed_people ALTER COLUMN cause_id DROP DEFAULT, ALTER COLUMN correlation_id DROP DEFAULT;
COMMENT ON COLUMN freed_people.cause_id IS 'The ce_id of the event, or the id of the command, that freed them last.';
COMMENT ON COLUMN freed_people.correlation_id IS 'The ce_correlationid that goes with it.';
