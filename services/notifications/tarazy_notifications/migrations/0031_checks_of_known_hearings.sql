-- Hearings that were known before anybody looked at who knows of them are looked at too, a day before they begin.

INSERT INTO proof_checks (hearing_id, version, begins_at, due_at)
SELECT h.hearing_id, h.version, first.begins_at,
    greatest(first.begins_at - interval '1 day', now() + interval '1 hour')
FROM hearings h CROSS JOIN LATERAL (
    SELECT min((one ->> 'starts_at')::timestamptz) AS begins_at FROM jsonb_array_elements(h.placed -> 'sittings') AS one
) AS first
WHERE h.stands AND first.begins_at > now() + interval '2 hours'
ON CONFLICT DO NOTHING;
