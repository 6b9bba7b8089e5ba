-- Which rules the reminders of each court follow from.

CREATE TABLE armed_courts (
    court_id text PRIMARY KEY,
    follows text,
    arming text,
    armed_to uuid
);
COMMENT ON TABLE armed_courts IS 'By court, which rules its reminders to come were armed by, and how far they are armed anew.';
COMMENT ON COLUMN armed_courts.follows IS 'Names those rules: how many of the court and of all courts, and the ladder without rules.';
COMMENT ON COLUMN armed_courts.arming IS 'The rules that they are being armed anew by; null when they are done.';
COMMENT ON COLUMN armed_courts.armed_to IS 'The last hearing that is done, in the order of ids.';

-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hearings_standing ON hearings (court_id, hearing_id) WHERE stands;
