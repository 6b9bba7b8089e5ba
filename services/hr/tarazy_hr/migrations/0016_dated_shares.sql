-- Shares of full time with the days from which they hold; who is seconded from where.

ALTER TABLE appointments ADD COLUMN share_from_on date;
ALTER TABLE appointments
ADD CONSTRAINT appointments_share_after_start CHECK (share_from_on > from_on) NOT VALID;
COMMENT ON COLUMN appointments.share_from_on IS
'First day of the share; null: the first day of the appointment. Former shares stand in the former versions.';

CREATE TABLE share_changes (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('laid_down', 'begun', 'not_begun')),
    share numeric NOT NULL CHECK (share > 0 AND share <= 2),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, person_id, from_on, version)
);
COMMENT ON TABLE share_changes IS 'Changes of the share of full time to come: entered in the appointment on their day.';
COMMENT ON COLUMN share_changes.what IS
'laid_down: its day is to come, or its post is full; begun: it stands in the appointment; not_begun: nobody was in post.';
CREATE UNIQUE INDEX share_changes_standing ON share_changes (court_id, person_id, from_on)
WHERE superseded_at IS NULL;
CREATE INDEX share_changes_to_come ON share_changes (from_on) WHERE superseded_at IS NULL AND what = 'laid_down';
CREATE TRIGGER share_changes_history BEFORE UPDATE OR DELETE ON share_changes
FOR EACH ROW EXECUTE FUNCTION history_is_kept();

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX secondments_by_home ON secondments (home_court_id, person_id);
