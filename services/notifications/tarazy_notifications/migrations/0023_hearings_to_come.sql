-- Hearings that come near, found without reading where all of them take place.

ALTER TABLE hearings ADD COLUMN begins_at timestamptz;
COMMENT ON COLUMN hearings.begins_at IS 'When its first sitting begins; null while it has no place.';
UPDATE hearings SET begins_at = (
    SELECT min((one ->> 'starts_at')::timestamptz) FROM jsonb_array_elements(placed -> 'sittings') AS one)
WHERE stands;
-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hearings_to_come ON hearings (court_id, begins_at) WHERE begins_at IS NOT NULL;
