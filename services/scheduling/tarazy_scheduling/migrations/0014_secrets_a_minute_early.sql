-- Clocks differ: a service that is seconds ahead of its database server would find no secret at midnight and draw all day
-- with one made by chance.

CREATE OR REPLACE FUNCTION draw_secret_of(for_court text, for_anchor bytea, for_day date) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    link bytea;
    times integer;
BEGIN
    IF (
        SELECT for_day <= ((now() + k.shift + interval '1 minute') AT TIME ZONE c.zone)::date
        FROM courts c CROSS JOIN draw_clock k
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
COMMENT ON FUNCTION draw_secret_of(text, bytea, date) IS 'The secret of a day that has begun in the court''s zone by the server''s clock, or begins within a minute, of a chain that the service keeps; else null.';
