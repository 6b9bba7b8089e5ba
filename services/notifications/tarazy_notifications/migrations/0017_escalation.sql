-- Notices that came to a bad end, and hearings whose people may not know of them.

ALTER TABLE notices ADD COLUMN instead_of uuid;
COMMENT ON COLUMN notices.instead_of IS 'The notice in whose place this one is sent, by another channel.';

CREATE TABLE setbacks (
    notice_id uuid PRIMARY KEY,
    at timestamptz NOT NULL
);
COMMENT ON TABLE setbacks IS 'Notices that failed or came back and that nothing has been done about yet; emptied within seconds.';
CREATE FUNCTION note_setback() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO setbacks (notice_id, at) VALUES (NEW.notice_id, NEW.changed_at) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION note_setback() IS 'Has somebody look for another way to tell the reader of a notice.';
CREATE TRIGGER note_setback AFTER UPDATE OF state ON notices
FOR EACH ROW WHEN (NEW.state IN ('failed', 'bounced') AND OLD.state <> NEW.state) EXECUTE FUNCTION note_setback();

CREATE TABLE proof_checks (
    hearing_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    begins_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL
);
COMMENT ON TABLE proof_checks IS 'When it is looked at who knows of the newest version of a hearing. Taken out when it was.';
COMMENT ON COLUMN proof_checks.begins_at IS 'By when people have to know: when the hearing begins, or was to begin.';
CREATE INDEX proof_checks_due ON proof_checks (due_at);
