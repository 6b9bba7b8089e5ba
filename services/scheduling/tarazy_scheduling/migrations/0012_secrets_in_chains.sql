-- The secrets of draws are taken from hash chains that are published ahead; the ledger gets corrections, seals and checks.

-- Chains of secrets ----------------------------------------------------------------------------------------------

CREATE TABLE draw_chains (
    court_id text NOT NULL,
    anchor bytea NOT NULL CHECK (octet_length(anchor) = 32),
    from_on date NOT NULL,
    days integer NOT NULL CHECK (days BETWEEN 1 AND 3660),
    kept_by text NOT NULL CHECK (kept_by IN ('service', 'keeper')),
    published_on date NOT NULL,
    PRIMARY KEY (court_id, anchor)
);
COMMENT ON TABLE draw_chains IS 'Published chains of secrets: each secret is the SHA-256 of the next day''s. Rows never change.';
COMMENT ON COLUMN draw_chains.anchor IS 'SHA-256 of the first day''s secret: whatever is opened later must lead back to it.';
COMMENT ON COLUMN draw_chains.kept_by IS 'service: the root is in draw_roots; keeper: somebody else has it and opens one secret a day.';
COMMENT ON COLUMN draw_chains.published_on IS 'The ledger''s day on which the court told of it.';

CREATE TABLE draw_roots (
    court_id text NOT NULL,
    anchor bytea NOT NULL,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (court_id, anchor)
);
COMMENT ON TABLE draw_roots IS 'The last secrets of the chains that the service keeps: all others follow. For the owner of the tables alone; the service asks draw_secret_of for one day''s.';

CREATE TABLE draw_clock (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    shift interval NOT NULL
);
COMMENT ON TABLE draw_clock IS 'By how much the services'' clock is ahead of the server''s: TARAZY_NOW_OFFSET of a trial, written by the migration; else nothing.';
INSERT INTO draw_clock (shift) VALUES ('0');

-- Until now a day had one secret, made when it was first needed. A keeper who opens one late finds such a one there.
ALTER TABLE draw_secrets ADD COLUMN anchor bytea;
COMMENT ON COLUMN draw_secrets.anchor IS 'Of the chain that the secret is of; null for one made by chance, that nothing had published ahead.';
-- A row a court and day: short enough to be read and written while nobody else does.
-- squawk-ignore ban-drop-constraint
ALTER TABLE draw_secrets DROP CONSTRAINT draw_secrets_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
ALTER TABLE draw_secrets ADD PRIMARY KEY (court_id, day, commitment);
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX draw_secrets_by_chance ON draw_secrets (court_id, day) WHERE anchor IS NULL;
COMMENT ON TABLE draw_secrets IS 'What a court''s draws of one day are seeded with. Shown to nobody before the day has passed. Rows never change.';

CREATE FUNCTION make_draw_chain(for_court text, first_day date, how_many_days integer, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    secret bytea := sha256(
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    );
    link bytea := secret;
BEGIN
    IF EXISTS (
        SELECT FROM draw_chains
        WHERE court_id = for_court AND kept_by = 'service' AND from_on + days > first_day
            AND from_on < first_day + how_many_days
    ) THEN
        RETURN;
    END IF;
    FOR _ IN 1..how_many_days LOOP
        link := sha256(link);
    END LOOP;
    INSERT INTO draw_chains VALUES (for_court, link, first_day, how_many_days, 'service', today);
    INSERT INTO draw_roots VALUES (for_court, link, secret);
END
$$;
COMMENT ON FUNCTION make_draw_chain(text, date, integer, date) IS 'Makes a chain whose root nobody but the owner of the tables can read. Does nothing where the service has one already.';

CREATE FUNCTION draw_secret_of(for_court text, for_anchor bytea, for_day date) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    link bytea;
    times integer;
BEGIN
    IF (
        SELECT for_day <= ((now() + k.shift) AT TIME ZONE c.zone)::date FROM courts c CROSS JOIN draw_clock k
        WHERE c.court_id = for_court
    ) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    SELECT r.root, c.from_on + c.days - 1 - for_day INTO link, times
    FROM draw_chains c JOIN draw_roots r USING (court_id, anchor)
    WHERE c.court_id = for_court AND c.anchor = for_anchor AND for_day >= c.from_on AND for_day < c.from_on + c.days;
    FOR _ IN 1..coalesce(times, 0) LOOP
        link := sha256(link);
    END LOOP;
    RETURN link;
END
$$;
COMMENT ON FUNCTION draw_secret_of(text, bytea, date) IS 'The secret of a day that has begun in the court''s zone by the server''s clock, of a chain that the service keeps; else null.';

-- Corrections, seals, checks -------------------------------------------------------------------------------------

-- squawk-ignore ban-drop-not-null
ALTER TABLE draws ALTER COLUMN case_id DROP NOT NULL;
COMMENT ON TABLE draws IS 'The ledger of draws and of corrections: per court numbered without a gap, each row naming the hash of the one before. Rows never change.';
COMMENT ON COLUMN draws.case_id IS 'Null for a correction.';
COMMENT ON COLUMN draws.draw_id IS 'Of a correction its correction_id.';
COMMENT ON COLUMN draws.secret_day IS 'The ledger''s day: the court''s, but never one that is sealed or lies before the last row''s.';

CREATE TABLE draw_orders (
    order_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    number bigint NOT NULL,
    UNIQUE (court_id, number)
);
COMMENT ON TABLE draw_orders IS 'Orders by which balances were corrected, each with its entry in the ledger: the same order twice changes nothing.';

CREATE TABLE draw_seals (
    court_id text NOT NULL,
    day date NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    entries bigint NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, day)
);
COMMENT ON TABLE draw_seals IS 'Days of the ledger that are over. Nothing is added to a sealed day, and rows never change.';
COMMENT ON COLUMN draw_seals.number IS 'Of the last entry up to the end of the day; 0 before the first.';
COMMENT ON COLUMN draw_seals.sha256 IS 'Of the day''s lines in their export.';

CREATE TABLE draw_checks (
    court_id text PRIMARY KEY,
    checked_on date NOT NULL,
    checked_at timestamptz NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    wrong text
);
COMMENT ON TABLE draw_checks IS 'When each ledger was verified as a whole last, and what was wrong.';
COMMENT ON COLUMN draw_checks.number IS 'The last entry that was found right.';
COMMENT ON COLUMN draw_checks.wrong IS 'Null when all was right.';

-- Who may do what ------------------------------------------------------------------------------------------------

CREATE FUNCTION sealed_days_are_over() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (SELECT FROM draw_seals WHERE court_id = NEW.court_id AND day >= NEW.secret_day) THEN
        RAISE EXCEPTION 'the day % of % is sealed', NEW.secret_day, NEW.court_id USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION sealed_days_are_over() IS 'Refuses an entry of a day that is sealed; whoever reads the court again gets the next one.';
CREATE TRIGGER sealed_days_are_over BEFORE INSERT ON draws FOR EACH ROW EXECUTE FUNCTION sealed_days_are_over();

CREATE TRIGGER draw_seals_are_kept BEFORE UPDATE OR DELETE ON draw_seals FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draw_seals_are_not_emptied BEFORE TRUNCATE ON draw_seals FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draw_chains_are_kept BEFORE UPDATE OR DELETE ON draw_chains FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draw_chains_are_not_emptied BEFORE TRUNCATE ON draw_chains FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draw_secrets_are_kept BEFORE UPDATE OR DELETE ON draw_secrets FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draw_secrets_are_not_emptied BEFORE TRUNCATE ON draw_secrets FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();
COMMENT ON FUNCTION draws_are_kept() IS 'Refuses every change of the ledger of draws, of its secrets and of its seals but a new row.';

-- The role that the service runs as has all rights on new tables by default. Where it owns them itself, nothing here
-- binds it.
DO $$
DECLARE
    had record;
BEGIN
    FOR had IN
        SELECT DISTINCT c.relname, a.grantee
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND a.grantee NOT IN (0, c.relowner)
            AND c.relname IN (
                'draws', 'draw_secrets', 'draw_chains', 'draw_roots', 'draw_clock', 'draw_orders', 'draw_seals'
            )
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %s', had.relname, had.grantee::regrole);
        IF had.relname IN ('draw_roots', 'draw_clock') THEN
            EXECUTE format('REVOKE ALL ON %I FROM %s', had.relname, had.grantee::regrole);
        END IF;
    END LOOP;
END
$$;
