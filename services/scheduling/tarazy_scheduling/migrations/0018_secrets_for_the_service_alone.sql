-- Whoever may connect could have called the functions that make chains and give out the day's secret: they run with the
-- rights of the tables' owner, and PostgreSQL lets everybody call a new function.

REVOKE ALL ON FUNCTION make_draw_chain(text, date, integer, date) FROM PUBLIC;
REVOKE ALL ON FUNCTION draw_secret_of(text, bytea, date) FROM PUBLIC;
DO $$
DECLARE
    service record;
BEGIN
    FOR service IN
        SELECT DISTINCT a.grantee
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.oid = 'draw_chains'::regclass AND a.privilege_type = 'INSERT' AND a.grantee NOT IN (0, c.relowner)
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION make_draw_chain(text, date, integer, date) TO %s', service.grantee::regrole);
        EXECUTE format('GRANT EXECUTE ON FUNCTION draw_secret_of(text, bytea, date) TO %s', service.grantee::regrole);
    END LOOP;
END
$$;
