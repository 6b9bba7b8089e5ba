-- What people's calendars answer to invitations, told by notifications.

CREATE TABLE hearing_replies (
    hearing_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    day date,
    version bigint NOT NULL,
    answer text NOT NULL CHECK (answer IN ('accepted', 'declined', 'tentative')),
    at timestamptz NOT NULL,
    CONSTRAINT one_standing_reply UNIQUE NULLS NOT DISTINCT (hearing_id, recipient_id, day)
);
COMMENT ON TABLE hearing_replies IS 'The last answer of each person about each hearing: a mark that moves nothing. All answers are kept by notifications.';
COMMENT ON COLUMN hearing_replies.recipient_id IS 'person_id, else party_id.';
COMMENT ON COLUMN hearing_replies.day IS 'The one day that is answered for, of a hearing of several days; null for all of them.';
COMMENT ON COLUMN hearing_replies.version IS 'Of the hearing as they were invited to it: an answer to an older one says nothing of the newest.';
