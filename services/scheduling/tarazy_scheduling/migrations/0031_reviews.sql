-- Courts that are to look again at their hearings, since a rule or a code that holds in all courts is another.

CREATE TABLE reviews (
    court_id text NOT NULL REFERENCES courts,
    kind text NOT NULL CHECK (kind IN ('limits', 'catalogue')),
    noted_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, kind)
);
COMMENT ON TABLE reviews IS 'Courts that have still to look again at their hearings after a change that holds in all courts. A row is gone once its court has.';
COMMENT ON COLUMN reviews.kind IS 'What has changed: rules about limits, or the catalogue.';
COMMENT ON COLUMN reviews.noted_at IS 'When the change was made, the first of several.';
