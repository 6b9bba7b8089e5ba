-- What people's calendars answer to invitations.

CREATE TABLE replies (
    reply_id uuid PRIMARY KEY,
    mail_sha256 text NOT NULL,
    place integer NOT NULL,
    received_at timestamptz NOT NULL,
    verdict text NOT NULL CHECK (verdict IN (
        'believed', 'older', 'unknown_hearing', 'not_invited', 'unknown_version', 'another_sender',
        'not_authenticated', 'no_answer', 'no_reply', 'no_calendar', 'unreadable'
    )),
    sender text,
    hearing_id uuid,
    court_id text,
    notice_id uuid,
    recipient_id uuid,
    sequence bigint,
    stamped_at timestamptz,
    answer text CHECK (answer IN ('accepted', 'declined', 'tentative')),
    day date,
    CONSTRAINT one_answer UNIQUE (mail_sha256, place),
    CONSTRAINT believed_is_whole CHECK (
        verdict <> 'believed'
        OR num_nulls(hearing_id, court_id, notice_id, recipient_id, sequence, stamped_at, answer) = 0
    )
);
COMMENT ON TABLE replies IS 'Every mail that came in where replies are read, with what was made of it. Rows are never changed.';
COMMENT ON COLUMN replies.mail_sha256 IS 'Of the whole mail: a mail that is handed over twice counts once.';
COMMENT ON COLUMN replies.place IS 'Of the answer within its mail, from 0.';
COMMENT ON COLUMN replies.sender IS 'The mailbox that the mail names as its author.';
COMMENT ON COLUMN replies.notice_id IS 'The invitation that is answered.';
COMMENT ON COLUMN replies.sequence IS 'SEQUENCE of the invitation that is answered: the version of the hearing less one.';
COMMENT ON COLUMN replies.stamped_at IS 'When the answer was given, as the calendar says, never later than received_at.';
COMMENT ON COLUMN replies.day IS 'The one day that is answered for, of a hearing of several days.';
CREATE INDEX replies_of_hearing ON replies (hearing_id, recipient_id);
CREATE INDEX replies_not_believed ON replies (received_at) WHERE verdict NOT IN ('believed', 'older');

CREATE FUNCTION replies_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'replies keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION replies_are_kept() IS 'Refuses every change of what came in.';
CREATE TRIGGER replies_are_kept BEFORE UPDATE OR DELETE ON replies
FOR EACH ROW EXECUTE FUNCTION replies_are_kept();
