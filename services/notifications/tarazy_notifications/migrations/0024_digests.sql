-- What waits for somebody's digest, and which digest told it.

CREATE TABLE digest_items (
    recipient_id uuid NOT NULL,
    court_id text NOT NULL,
    subject_id uuid NOT NULL,
    first_version bigint NOT NULL,
    version bigint NOT NULL CHECK (version >= first_version),
    topic text NOT NULL,
    role text NOT NULL CHECK (role IN ('judge', 'clerk', 'interpreter')),
    due_at timestamptz NOT NULL,
    digest_id uuid
);
COMMENT ON TABLE digest_items IS 'Changes of hearings that somebody is told once a day. A newer version takes the place of the one that waits.';
COMMENT ON COLUMN digest_items.first_version IS 'Of the first change that waited: what was so before it the reader knows.';
COMMENT ON COLUMN digest_items.topic IS 'What it comes to for the reader, by the topic of a notice.';
COMMENT ON COLUMN digest_items.digest_id IS 'subject_id of the digest that told it; null while it waits.';
CREATE UNIQUE INDEX digest_items_waiting ON digest_items (recipient_id, subject_id) WHERE digest_id IS NULL;
CREATE INDEX digest_items_due ON digest_items (due_at) WHERE digest_id IS NULL;
CREATE INDEX digest_items_told ON digest_items (subject_id) WHERE digest_id IS NOT NULL;
