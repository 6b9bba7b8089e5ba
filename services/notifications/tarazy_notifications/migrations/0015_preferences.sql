-- What people choose about their notices.

CREATE FUNCTION history_is_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL
        AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps its history: a row is superseded by a newer one, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION history_is_kept() IS 'Refuses every change of a recorded row except setting superseded_at once.';

CREATE FUNCTION mutes_what_is_mandatory(choices jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN EXISTS (
    SELECT FROM jsonb_array_elements(coalesce(choices -> 'muted', '[]')) AS muted,
    LATERAL (SELECT muted ->> 'topic' AS topic, rtrim(muted ->> 'topic', '*') AS beginning) AS named,
    unnest(ARRAY[
        'hearing_scheduled', 'hearing_rescheduled', 'hearing_cancelled', 'hearing_uninvited', 'discipline_', 'evaluation_'
    ]) AS fixed
    WHERE named.topic = fixed
        OR (right(fixed, 1) = '_' AND starts_with(named.topic, fixed))
        OR (right(named.topic, 1) = '*' AND starts_with(fixed, named.beginning))
);
COMMENT ON FUNCTION mutes_what_is_mandatory(jsonb) IS 'Whether choices mute word of hearings, of discipline or of evaluation; never_optional in domain/timing/topic_rules.py says the same.';

CREATE TABLE preferences (
    recipient_id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    choices jsonb NOT NULL,
    entered_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (recipient_id, version),
    CONSTRAINT hearings_are_never_muted CHECK (NOT mutes_what_is_mandatory(choices))
);
COMMENT ON TABLE preferences IS 'What each person has chosen about their notices, one row per version; whoever has none has chosen nothing.';
COMMENT ON COLUMN preferences.recipient_id IS 'person_id, else party_id: as in notices.';
COMMENT ON COLUMN preferences.choices IS 'What adapters/preferences/documents.py writes; names no person and no address.';
COMMENT ON COLUMN preferences.entered_by IS 'link: by the page behind a signed link; unsubscribe: by a mail program; else who was signed in.';
CREATE UNIQUE INDEX preferences_standing ON preferences (recipient_id) WHERE superseded_at IS NULL;
CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON preferences
FOR EACH ROW EXECUTE FUNCTION history_is_kept();

ALTER TABLE notices ADD COLUMN optional boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN notices.optional IS 'Its reader may do without it, by the rules of the day on which it was queued.';
