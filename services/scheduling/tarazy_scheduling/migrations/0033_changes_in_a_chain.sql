-- Changes by hand, bound entry by entry from now on; those before stay as they are.

ALTER TABLE hearing_changes
ADD COLUMN link bigint CHECK (link > 0),
ADD COLUMN previous_hash text CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
ADD COLUMN hash text CHECK (hash ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN hearing_changes.link IS '1, 2, ... in its court without gap; null for changes before there were links.';
COMMENT ON COLUMN hearing_changes.hash IS 'SHA-256 over the change and previous_hash in canonical JSON.';
-- The table is small: only people write it.
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX hearing_changes_linked ON hearing_changes (court_id, link) WHERE link IS NOT NULL;

-- The role that the service runs as has all rights on new tables by default. Where it owns them itself, the triggers
-- alone bind it.
DO $$
DECLARE
    had record;
BEGIN
    FOR had IN
        SELECT DISTINCT a.grantee
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND a.grantee NOT IN (0, c.relowner)
            AND c.relname = 'hearing_changes'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON hearing_changes FROM %s', had.grantee::regrole);
    END LOOP;
END
$$;
