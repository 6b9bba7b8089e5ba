-- Sessions: half days that judges prefer, that are kept for some hearings, that may be overbooked.

CREATE TABLE half_day_preferences (
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    half text CHECK (half IN ('am', 'pm')),
    to_on date CHECK (to_on >= from_on),
    PRIMARY KEY (court_id, person_id, from_on)
);
COMMENT ON TABLE half_day_preferences IS 'In which half of a day a judge''s hearings are put first where both would do, dated: the last begun counts.';
COMMENT ON COLUMN half_day_preferences.half IS 'am: the first of the day''s sitting hours, pm: the others; null: neither from then on.';
COMMENT ON COLUMN half_day_preferences.to_on IS 'The last day.';

CREATE TABLE session_blocks (
    block_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    kind text NOT NULL CHECK (kind IN ('judge', 'room')),
    resource_id uuid NOT NULL,
    weekday text NOT NULL CHECK (weekday IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    half text NOT NULL CHECK (half IN ('am', 'pm')),
    hearing_types text[] NOT NULL,
    categories text[] NOT NULL,
    release_days integer NOT NULL CHECK (release_days >= 0),
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    is_ended boolean NOT NULL
);
COMMENT ON TABLE session_blocks IS 'Weekly sessions of a judge or a room that are kept for some hearings.';
COMMENT ON COLUMN session_blocks.hearing_types IS 'Hearings of any of these, or of any of the categories, may have the session at any time.';
COMMENT ON COLUMN session_blocks.release_days IS 'Calendar days before a session from which on others may have it too.';
COMMENT ON COLUMN session_blocks.to_on IS 'The last day.';
CREATE INDEX session_blocks_of_court ON session_blocks (court_id) WHERE NOT is_ended;

CREATE TABLE overbookings (
    overbooking_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    day date NOT NULL,
    half text NOT NULL CHECK (half IN ('am', 'pm')),
    hearings integer NOT NULL CHECK (hearings > 0),
    permitted_by uuid NOT NULL,
    reason text NOT NULL,
    permitted_at timestamptz NOT NULL,
    is_withdrawn boolean NOT NULL
);
COMMENT ON TABLE overbookings IS 'Who permits how many hearings to be put over others in one session of a judge, and why.';
COMMENT ON COLUMN overbookings.person_id IS 'The judge.';
COMMENT ON COLUMN overbookings.hearings IS 'So many at most are put over others.';
COMMENT ON COLUMN overbookings.permitted_by IS 'A person_id.';
CREATE INDEX overbookings_of_court ON overbookings (court_id, day) WHERE NOT is_withdrawn;

-- A hearing that is put over others takes their judge, room and clerk in a lane of its own; everybody else stays in
-- lane 0, and nobody is in one lane twice.
ALTER TABLE bookings ADD COLUMN lane smallint NOT NULL DEFAULT 0 CHECK (lane >= 0);
-- squawk-ignore ban-drop-constraint
ALTER TABLE bookings DROP CONSTRAINT nobody_is_booked_twice;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE bookings ADD CONSTRAINT nobody_is_booked_twice
EXCLUDE USING gist (resource_id WITH =, kind WITH =, lane WITH =, during WITH &&);
COMMENT ON COLUMN bookings.lane IS 'Above 0 for the judge, the room and the clerk of a hearing that somebody has permitted to be put over others.';
COMMENT ON CONSTRAINT nobody_is_booked_twice ON bookings IS 'Holds whoever writes and however many do so at once. As fast with three columns before the range as with one; an SP-GiST index on one packed range measured the same.';
