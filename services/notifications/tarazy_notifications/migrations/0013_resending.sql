-- A notice that is sent once more is a new one, beside the one that it repeats.

ALTER TABLE notices ADD COLUMN repeat integer NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN resends uuid;
ALTER TABLE notices ADD CONSTRAINT repeats_one CHECK ((repeat > 0) = (resends IS NOT NULL)) NOT VALID;
COMMENT ON COLUMN notices.repeat IS '0 of what an event brought about; 1, 2, ... of what somebody at the desk sent once more.';
COMMENT ON COLUMN notices.resends IS 'The notice that this one repeats.';
COMMENT ON COLUMN notices.notice_id IS 'Computed from subject, version, recipient, channel, topic and repeat: the same event gives the same id again.';
-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX one_repeat ON notices (subject_id, recipient_id, channel, subject_version, topic, repeat);
-- The wider one takes its place in the same transaction.
-- squawk-ignore ban-drop-constraint
ALTER TABLE notices DROP CONSTRAINT one_notice;
ALTER TABLE notices ADD CONSTRAINT one_notice UNIQUE USING INDEX one_repeat;
