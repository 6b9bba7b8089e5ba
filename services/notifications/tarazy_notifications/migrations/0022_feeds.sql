-- Secret addresses at which people subscribe to their hearings.

CREATE TABLE feeds (
    secret_sha256 text PRIMARY KEY CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
    person_id uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    made_at timestamptz NOT NULL,
    revoked_at timestamptz
);
COMMENT ON TABLE feeds IS 'The address itself is known to whoever made it alone.';
COMMENT ON COLUMN feeds.secret_sha256 IS 'Of the last part of the address, in ASCII.';
CREATE UNIQUE INDEX one_feed ON feeds (person_id) WHERE revoked_at IS NULL;
