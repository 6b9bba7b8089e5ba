-- Acting in a post beside the own one in the same court, such as a judge who acts as chair.

CREATE TABLE acting_beside (
    acting_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('entered', 'changed', 'called_off')),
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    role text NOT NULL,
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    order_number text,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (acting_id, version),
    CONSTRAINT acting_once EXCLUDE USING gist (
        court_id WITH =,
        person_id WITH =,
        post_id WITH =,
        daterange(from_on, to_on, '[]') WITH &&
    ) WHERE (superseded_at IS NULL AND what <> 'called_off')
);
COMMENT ON TABLE acting_beside IS
'Who acts in a post beside the own one. No appointment: it takes no share of a post and nobody is counted twice by it.';
COMMENT ON COLUMN acting_beside.role IS 'What they are as long as they act, beside the role of the own post.';
COMMENT ON COLUMN acting_beside.to_on IS 'Last day; it ends with the own appointment at the latest.';
CREATE UNIQUE INDEX acting_beside_standing ON acting_beside (acting_id) WHERE superseded_at IS NULL;
CREATE INDEX acting_beside_by_court ON acting_beside (court_id, person_id) WHERE superseded_at IS NULL;
CREATE TRIGGER acting_beside_history BEFORE UPDATE OR DELETE ON acting_beside
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
