-- On which days courts work, as scheduling tells it.

CREATE TABLE court_calendars (
    court_id text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    weekdays text[] NOT NULL,
    closed date[] NOT NULL,
    open date[] NOT NULL,
    known_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, version)
);
COMMENT ON TABLE court_calendars IS 'Each version of the calendar of a court that has become known; the newest holds. Rows are never changed.';
COMMENT ON COLUMN court_calendars.version IS 'As scheduling counts it.';
COMMENT ON COLUMN court_calendars.weekdays IS 'mon, tue, ...';
COMMENT ON COLUMN court_calendars.closed IS 'Days on which it does not work, besides public holidays.';
COMMENT ON COLUMN court_calendars.open IS 'Days on which it works whatever else says no.';
COMMENT ON COLUMN court_calendars.known_at IS 'When notifications learnt it.';

CREATE FUNCTION court_calendars_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'court_calendars keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION court_calendars_are_kept() IS 'Refuses every change of a calendar that was told.';
CREATE TRIGGER court_calendars_are_kept BEFORE UPDATE OR DELETE ON court_calendars
FOR EACH ROW EXECUTE FUNCTION court_calendars_are_kept();
