-- What became of the notices about hearings, told by notifications.

CREATE TABLE hearing_notices (
    notice_id uuid PRIMARY KEY,
    hearing_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    version bigint NOT NULL,
    channel text NOT NULL,
    topic text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'queued', 'sent', 'delivered', 'read', 'superseded', 'expired', 'failed', 'bounced'
    )),
    at timestamptz NOT NULL,
    proof boolean NOT NULL,
    escalated_at timestamptz
);
COMMENT ON TABLE hearing_notices IS 'How far each notice about a hearing has come: a view that moves nothing. The evidence is kept by notifications.';
COMMENT ON COLUMN hearing_notices.recipient_id IS 'person_id, else party_id.';
COMMENT ON COLUMN hearing_notices.version IS 'Of the hearing that the notice tells of.';
COMMENT ON COLUMN hearing_notices.at IS 'When the state came about.';
COMMENT ON COLUMN hearing_notices.proof IS 'Whether the recipient counts as provably told by it, as notifications said.';
COMMENT ON COLUMN hearing_notices.escalated_at IS 'When it became a task for a clerk; null where it did not.';
CREATE INDEX hearing_notices_of_hearing ON hearing_notices (hearing_id);
