-- Rooms of chat services by which people are told.

CREATE TABLE person_rooms (
    person_id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    room text CHECK (room ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    entered_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (person_id, version)
);
COMMENT ON TABLE person_rooms IS 'By which room of a chat service each of the court''s people is told, one row per version; whoever has none is not told so.';
COMMENT ON COLUMN person_rooms.room IS 'Its name in the settings, where its address with its password stands and nowhere else; null once it was taken away.';
COMMENT ON COLUMN person_rooms.entered_by IS 'As the audit trail names them.';
CREATE UNIQUE INDEX person_rooms_standing ON person_rooms (person_id) WHERE superseded_at IS NULL;
CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON person_rooms
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
