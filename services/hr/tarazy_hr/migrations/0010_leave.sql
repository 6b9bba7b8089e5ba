-- Leave: its terms beside the absence that it is, its rules, and what ledgers cannot work out by themselves.

ALTER TABLE absences
ADD COLUMN leave_type text,
ADD COLUMN first_on date,
ADD COLUMN first_half text,
ADD COLUMN last_on date,
ADD COLUMN last_half text,
ADD COLUMN substitute_id uuid,
ADD COLUMN is_open boolean NOT NULL DEFAULT false,
ADD COLUMN may_overlap boolean NOT NULL DEFAULT false,
ADD COLUMN certificate text;

ALTER TABLE absences
ADD CONSTRAINT absences_leave_whole CHECK (
    (leave_type IS NULL) = (first_on IS NULL)
    AND (leave_type IS NULL) = (last_on IS NULL)
    AND (leave_type IS NULL) = (first_half IS NULL)
    AND (leave_type IS NULL) = (last_half IS NULL)
) NOT VALID,
ADD CONSTRAINT absences_leave_halves CHECK (first_half IN ('am', 'pm') AND last_half IN ('am', 'pm')) NOT VALID,
ADD CONSTRAINT absences_leave_days CHECK (last_on >= first_on) NOT VALID;

COMMENT ON COLUMN absences.leave_type IS 'Code of the leave type; null for an absence that was entered without one.';
COMMENT ON COLUMN absences.first_half IS 'am or pm: with which half of first_on it begins.';
COMMENT ON COLUMN absences.last_half IS 'am or pm: with which half of last_on it ends.';
COMMENT ON COLUMN absences.substitute_id IS 'Who stands in.';
COMMENT ON COLUMN absences.is_open IS 'The end is provisional and is put off until it is known.';
COMMENT ON COLUMN absences.may_overlap IS 'It may lie over other leave, as sickness does.';
COMMENT ON COLUMN absences.certificate IS 'Number of the paper that proves it.';

-- An exclusion cannot be laid down NOT VALID; what it replaces held more.
-- squawk-ignore ban-drop-constraint
ALTER TABLE absences DROP CONSTRAINT approved_absences_apart;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE absences ADD CONSTRAINT approved_absences_apart EXCLUDE USING gist (
    court_id WITH =,
    person_id WITH =,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (what = 'approved' AND superseded_at IS NULL AND NOT may_overlap);
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE absences ADD CONSTRAINT overlapping_absences_apart EXCLUDE USING gist (
    court_id WITH =,
    person_id WITH =,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (what = 'approved' AND superseded_at IS NULL AND may_overlap);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX absences_open ON absences (last_on) WHERE superseded_at IS NULL AND is_open AND what = 'approved';

CREATE TABLE leave_types (
    court_id text NOT NULL,
    code text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('laid_down')),
    valid_to date CHECK (valid_to >= valid_from),
    rules jsonb NOT NULL,
    source text,
    verified boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, code, valid_from, version)
);
COMMENT ON TABLE leave_types IS 'Rules of leave that a court laid down; they go before those that ship with the code.';
COMMENT ON COLUMN leave_types.valid_to IS 'Last day on which leave of this type can begin.';
COMMENT ON COLUMN leave_types.rules IS 'As in data/leave_types.json; days are texts, so that no fraction is lost.';
COMMENT ON COLUMN leave_types.verified IS 'Somebody has compared the figures with the law in force.';
CREATE UNIQUE INDEX leave_types_standing ON leave_types (court_id, code, valid_from) WHERE superseded_at IS NULL;

CREATE TABLE leave_adjustments (
    adjustment_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('made', 'withdrawn')),
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    leave_type text NOT NULL,
    "on" date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('opening', 'correction')),
    days numeric NOT NULL,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (adjustment_id, version)
);
COMMENT ON TABLE leave_adjustments IS 'Opening balances from elsewhere, and corrections of ledgers.';
COMMENT ON COLUMN leave_adjustments.kind IS
'opening: the balance at the beginning of the day, whatever was before; correction: days more or fewer.';
CREATE UNIQUE INDEX leave_adjustments_standing ON leave_adjustments (adjustment_id) WHERE superseded_at IS NULL;
CREATE INDEX leave_adjustments_by_person ON leave_adjustments (court_id, person_id) WHERE superseded_at IS NULL;

CREATE TABLE cover_rules (
    court_id text NOT NULL,
    specialism text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('laid_down')),
    minimum bigint NOT NULL CHECK (minimum >= 0),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, specialism, valid_from, version)
);
COMMENT ON TABLE cover_rules IS 'The fewest judges that are to be there on a working day, from valid_from on.';
COMMENT ON COLUMN cover_rules.specialism IS 'Empty for all judges, whatever they are authorised for.';
CREATE UNIQUE INDEX cover_rules_standing ON cover_rules (court_id, specialism, valid_from) WHERE superseded_at IS NULL;

CREATE TABLE court_calendars (
    court_id text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    from_on date NOT NULL,
    to_on date NOT NULL CHECK (to_on >= from_on),
    sitting_hours jsonb NOT NULL,
    weekdays text[] NOT NULL,
    closed date[] NOT NULL,
    open date[] NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, version)
);
COMMENT ON TABLE court_calendars IS 'What scheduling last answered about the calendar of a court, as long as it stays the same.';
COMMENT ON COLUMN court_calendars.closed IS 'Days off within [from_on, to_on], public holidays among them.';
CREATE UNIQUE INDEX court_calendars_standing ON court_calendars (court_id) WHERE superseded_at IS NULL;

CREATE TABLE calendar_reads (
    court_id text PRIMARY KEY,
    read_at timestamptz NOT NULL
);
COMMENT ON TABLE calendar_reads IS 'When scheduling last answered what the calendar of a court is, the same or another one.';

CREATE TRIGGER leave_types_history BEFORE UPDATE OR DELETE ON leave_types
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER leave_adjustments_history BEFORE UPDATE OR DELETE ON leave_adjustments
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER cover_rules_history BEFORE UPDATE OR DELETE ON cover_rules
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER court_calendars_history BEFORE UPDATE OR DELETE ON court_calendars
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
