-- What gateways, mail servers and readers' programs report of notices that were sent.

CREATE TABLE receipts (
    receipt_id uuid PRIMARY KEY,
    place bigint GENERATED ALWAYS AS IDENTITY,
    source text NOT NULL,
    key text NOT NULL,
    received_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    happening text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('applied', 'noted', 'late', 'waiting', 'unknown')),
    notice_id uuid,
    reference text,
    code text,
    CONSTRAINT one_receipt UNIQUE (source, key)
);
COMMENT ON TABLE receipts IS 'Every report about a notice, with what was made of it. Of a row that waits the verdict changes once; nothing else ever does.';
COMMENT ON COLUMN receipts.place IS 'Order in which reports came in.';
COMMENT ON COLUMN receipts.source IS 'The channel whose gateway reports, or mail for what comes to the mailbox of bounces.';
COMMENT ON COLUMN receipts.key IS 'The same for the same report if it comes again.';
COMMENT ON COLUMN receipts.at IS 'When it happened, as the report says, never later than received_at.';
COMMENT ON COLUMN receipts.reference IS 'What the gateway calls the message, where the report names no notice.';
CREATE INDEX receipts_of_notice ON receipts (notice_id);
CREATE INDEX receipts_waiting ON receipts (received_at) WHERE verdict = 'waiting';
-- What mail servers answer names no message of theirs that could be asked for again.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notices_by_reference ON notices (channel, provider_reference)
    WHERE provider_reference IS NOT NULL AND channel <> 'email';

CREATE FUNCTION receipts_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.verdict = 'waiting'
        AND to_jsonb(NEW) - 'verdict' - 'notice_id' = to_jsonb(OLD) - 'verdict' - 'notice_id'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'receipts keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION receipts_are_kept() IS 'Refuses every change of what was reported but the verdict on what waited.';
CREATE TRIGGER receipts_are_kept BEFORE UPDATE OR DELETE ON receipts
FOR EACH ROW EXECUTE FUNCTION receipts_are_kept();
