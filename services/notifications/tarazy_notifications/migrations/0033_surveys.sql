-- Invitations to surveys: their tokens, sealed, for as long as they can be used; and reminders that leave no trace.

CREATE TABLE survey_invitations (
    invitation_id uuid PRIMARY KEY,
    survey_id uuid NOT NULL,
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    sealed_token text NOT NULL,
    closes_on date NOT NULL,
    closes_at timestamptz NOT NULL
);
COMMENT ON TABLE survey_invitations IS 'Who is asked by surveys that run. Deleted when the survey closes.';
COMMENT ON COLUMN survey_invitations.invitation_id IS 'subject_id of its notice.';
COMMENT ON COLUMN survey_invitations.sealed_token IS 'Opened in memory alone while a mail is written; neither the token nor its hash is kept anywhere.';
COMMENT ON COLUMN survey_invitations.closes_at IS 'The end of closes_on in its court.';
CREATE INDEX survey_invitations_by_survey ON survey_invitations (survey_id);
CREATE INDEX survey_invitations_by_end ON survey_invitations (closes_at);

CREATE TABLE surveys_closed (
    survey_id uuid PRIMARY KEY,
    forget_at timestamptz NOT NULL
);
COMMENT ON TABLE surveys_closed IS 'Surveys that closed before their day: an invitation to another court may come in late. Deleted when the day is over.';

CREATE TABLE survey_unused (
    survey_id uuid PRIMARY KEY,
    sha256 text[] NOT NULL,
    closes_at timestamptz NOT NULL
);
COMMENT ON TABLE survey_unused IS 'Tokens of which HR said that they are unused and are to be reminded of, until they are found among the sealed ones: seconds, where the key is set.';

CREATE TABLE survey_reminders (
    mail_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    invitation_id uuid NOT NULL UNIQUE REFERENCES survey_invitations ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE survey_reminders IS 'Reminders that have not left. A row goes when its mail has: afterwards nobody can see who had not answered.';
COMMENT ON COLUMN survey_reminders.mail_id IS 'Random; in the Message-ID.';
COMMENT ON COLUMN survey_reminders.due_at IS 'While one is being sent, until when its sender has it.';
CREATE INDEX survey_reminders_due ON survey_reminders (due_at);
