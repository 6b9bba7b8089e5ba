-- Times that are kept free for hearings nobody has asked for yet.

CREATE TABLE holds (
    hold_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (starts_at < ends_at),
    person_ids uuid[] NOT NULL,
    room_id uuid,
    held_by uuid NOT NULL,
    reason text NOT NULL,
    expires_at timestamptz NOT NULL,
    held_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'used', 'released', 'expired')),
    ended_at timestamptz,
    hearing_id uuid,
    CHECK ((state = 'held') = (ended_at IS NULL)),
    CHECK ((state = 'used') = (hearing_id IS NOT NULL))
);
COMMENT ON TABLE holds IS 'Times kept free for hearings nobody has asked for yet. While one is held its people and its room are in bookings under its id.';
COMMENT ON COLUMN holds.person_ids IS 'person_ids, or party_ids of parties that have none.';
COMMENT ON COLUMN holds.held_by IS 'The person_id of who asked for it.';
COMMENT ON COLUMN holds.expires_at IS 'Until when a hearing may use it; then everything is given back.';
COMMENT ON COLUMN holds.hearing_id IS 'The hearing that used it.';
CREATE INDEX holds_that_stand ON holds (court_id, expires_at) WHERE state = 'held';
CREATE INDEX holds_of_court ON holds (court_id, held_at);
COMMENT ON COLUMN bookings.hearing_id IS 'The hearing, or the hold.';
