-- Files that somebody has uploaded to see what they would change, kept until that is confirmed or given up.

CREATE TABLE uploads (
    upload_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    subject text NOT NULL,
    content bytea NOT NULL,
    uploaded_at timestamptz NOT NULL
);
COMMENT ON TABLE uploads IS 'Tables of staff between the dry run and its confirmation; forgotten after a day.';
COMMENT ON COLUMN uploads.subject IS 'Who has signed in and uploaded it: nobody else may confirm.';
COMMENT ON COLUMN uploads.content IS 'The file as it came.';
