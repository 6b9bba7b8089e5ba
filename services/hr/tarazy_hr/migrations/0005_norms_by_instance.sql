-- Norms for one instance; norms of the whole country have an empty court_id.

ALTER TABLE norms ADD COLUMN instance text NOT NULL DEFAULT '';
-- squawk-ignore ban-drop-constraint
ALTER TABLE norms DROP CONSTRAINT norms_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
ALTER TABLE norms ADD PRIMARY KEY (court_id, category, instance, valid_from, version);
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX norms_standing;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX norms_standing ON norms (court_id, category, instance, valid_from) WHERE superseded_at IS NULL;
COMMENT ON COLUMN norms.court_id IS 'Empty for what holds in all courts: any norm of a court''s own goes before it.';
COMMENT ON COLUMN norms.instance IS 'Of cases of this instance alone, which goes before one for any; empty for any.';
