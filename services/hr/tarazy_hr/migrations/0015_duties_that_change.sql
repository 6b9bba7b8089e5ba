-- Duties that are handed over, moved and left without anybody; appointments that are called off before their first day.

ALTER TABLE duties
ADD COLUMN from_on date,
ADD COLUMN turn jsonb NOT NULL DEFAULT '[]',
ADD COLUMN instead_of uuid,
ADD COLUMN why text,
ADD COLUMN is_gap boolean NOT NULL DEFAULT false;

ALTER TABLE duties
ADD CONSTRAINT duties_from_within_week CHECK (from_on > monday AND from_on < monday + 7) NOT VALID,
ADD CONSTRAINT duties_why_known CHECK (why IN ('not_in_post', 'away', 'on_duty')) NOT VALID;

COMMENT ON COLUMN duties.from_on IS 'First day of whoever took over when the week had begun; null: the Monday.';
COMMENT ON COLUMN duties.turn IS '[{person_id, court_id}]: who comes next in the turn, and then.';
COMMENT ON COLUMN duties.instead_of IS 'Who was to be on duty and could not.';
COMMENT ON COLUMN duties.why IS 'Why whoever was to be on duty could not.';
COMMENT ON COLUMN duties.is_gap IS 'Nobody is on duty: person_id could not, and nobody in turn was free.';
COMMENT ON COLUMN duties.absence_id IS
'The secondment that it was told as, of a gap: had been; null before, and for duty in the own court.';

-- Whoever left a gap may be on duty elsewhere. The table is small: nobody waits for the check.
-- squawk-ignore ban-drop-constraint
ALTER TABLE duties DROP CONSTRAINT duty_person_once;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE duties ADD CONSTRAINT duty_person_once
EXCLUDE USING gist (person_id WITH =, monday WITH =) WHERE (superseded_at IS NULL AND NOT is_gap);

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX duties_by_week ON duties (monday) WHERE superseded_at IS NULL;

-- squawk-ignore ban-drop-constraint
ALTER TABLE appointments DROP CONSTRAINT appointments_what_check;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE appointments ADD CONSTRAINT appointments_what_check
CHECK (what IN ('appointed', 'updated', 'separated', 'called_off'));
-- What was called off never stands: it leaves its version, which is not used again.
ALTER TABLE appointments ADD CONSTRAINT appointments_called_off_never_stand
CHECK (what <> 'called_off' OR superseded_at IS NOT NULL) NOT VALID;
