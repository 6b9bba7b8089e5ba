-- What people did with notices and what they looked at, bound entry by entry.

CREATE TABLE audit_trail (
    court_id text NOT NULL CHECK (court_id <> ''),
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    subject text NOT NULL,
    person_id text,
    action text NOT NULL,
    about text,
    request_id text NOT NULL,
    detail json NOT NULL,
    previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (court_id, number)
);
COMMENT ON TABLE audit_trail IS 'Who did what to whom, one chain a court; ids and codes alone. Rows are only ever added.';
COMMENT ON COLUMN audit_trail.court_id IS 'Of which chain it is: a court, or * for what concerns all of them.';
COMMENT ON COLUMN audit_trail.number IS '1, 2, ... without gap.';
COMMENT ON COLUMN audit_trail.subject IS 'The account: system, key ..., or issuer and subject of a sign-on service.';
COMMENT ON COLUMN audit_trail.person_id IS 'The person behind the account, where it is known.';
COMMENT ON COLUMN audit_trail.action IS 'The permission that was used.';
COMMENT ON COLUMN audit_trail.about IS 'The id of whom or what it was done to.';
COMMENT ON COLUMN audit_trail.request_id IS 'The ce_causationid of what was told of it.';
COMMENT ON COLUMN audit_trail.hash IS 'SHA-256 over the entry and previous_hash in canonical JSON.';
CREATE INDEX audit_trail_about ON audit_trail (court_id, about, number);

CREATE FUNCTION audit_trail_is_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION audit_trail_is_kept() IS 'Refuses every change of the audit trail but a new row.';
CREATE TRIGGER audit_trail_is_kept BEFORE UPDATE OR DELETE ON audit_trail
FOR EACH ROW EXECUTE FUNCTION audit_trail_is_kept();
CREATE TRIGGER audit_trail_is_not_emptied BEFORE TRUNCATE ON audit_trail
FOR EACH STATEMENT EXECUTE FUNCTION audit_trail_is_kept();

-- The role that the service runs as has all rights on new tables by default. Where it owns them itself, the triggers
-- alone bind it.
DO $$
DECLARE
    had record;
BEGIN
    FOR had IN
        SELECT DISTINCT a.grantee
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND a.grantee NOT IN (0, c.relowner) AND c.relname = 'audit_trail'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_trail FROM %s', had.grantee::regrole);
    END LOOP;
END
$$;
