-- The whole way of each notice, a row for each change of its state, and what may not happen to one.

ALTER TABLE notices ADD COLUMN step integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN notices.step IS 'Number of its newest row in notice_transitions.';

CREATE TABLE notice_transitions (
    notice_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    state text NOT NULL CHECK (
        state IN ('queued', 'sending', 'sent', 'delivered', 'read', 'superseded', 'expired', 'failed', 'bounced')
    ),
    attempt integer NOT NULL DEFAULT 0,
    reason text,
    provider_reference text,
    cause text,
    sent_sha256 text CHECK (sent_sha256 ~ '^[0-9a-f]{64}$'),
    text_version text,
    PRIMARY KEY (notice_id, number)
);
COMMENT ON TABLE notice_transitions IS 'Every change of the state of a notice, written by the statement that makes it. Rows are never changed.';
COMMENT ON COLUMN notice_transitions.number IS 'From 1 without gap; 0 and 1 of notices that are older than this table.';
COMMENT ON COLUMN notice_transitions.attempt IS 'The attempt that it belongs to, from 1; 0 before the first.';
COMMENT ON COLUMN notice_transitions.cause IS 'ce_id of the event, or id of the command, receipt or mail that brought it about; null where the sender did.';
COMMENT ON COLUMN notice_transitions.sent_sha256 IS 'Of the exact bytes that were handed to the gateway, where they were, or may have been.';
COMMENT ON COLUMN notice_transitions.text_version IS 'Of the texts that those were written from.';

-- Of what came before, how it was queued and where it is now are known.
INSERT INTO notice_transitions (notice_id, number, at, state)
SELECT notice_id, CASE state WHEN 'queued' THEN 1 ELSE 0 END, queued_at, 'queued' FROM notices;
INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, provider_reference, cause)
SELECT notice_id, 1, changed_at, state, attempts, reason, provider_reference, overtaken_by::text
FROM notices WHERE state <> 'queued';

CREATE FUNCTION notice_transitions_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'notice_transitions keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION notice_transitions_are_kept() IS 'Refuses every change of what has happened to a notice.';
CREATE TRIGGER notice_transitions_are_kept BEFORE UPDATE OR DELETE ON notice_transitions
FOR EACH ROW EXECUTE FUNCTION notice_transitions_are_kept();

CREATE FUNCTION state_may_not_follow() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'notice % cannot become % after %', OLD.notice_id, NEW.state, OLD.state
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION state_may_not_follow() IS 'Refuses a change of state that domain/delivery/states.py does not know.';
CREATE TRIGGER state_may_follow BEFORE UPDATE OF state ON notices
FOR EACH ROW WHEN (
    OLD.state <> NEW.state AND NOT CASE OLD.state
        WHEN 'queued' THEN NEW.state IN ('sending', 'superseded', 'expired', 'failed')
        WHEN 'sending' THEN NEW.state IN ('queued', 'sent', 'superseded', 'expired', 'failed')
        WHEN 'sent' THEN NEW.state IN ('delivered', 'read', 'bounced')
        WHEN 'delivered' THEN NEW.state IN ('read', 'bounced')
        ELSE false
    END
) EXECUTE FUNCTION state_may_not_follow();
