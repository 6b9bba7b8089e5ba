-- Who may sign in, who that is, and what was granted to them beyond their posts.

CREATE TABLE accounts (
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('linked', 'closed')),
    person_id uuid,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (issuer, subject, version)
);
COMMENT ON TABLE accounts IS 'Accounts of sign-on services that are known here, one row per version.';
COMMENT ON COLUMN accounts.issuer IS 'The sign-on service, as it names itself.';
COMMENT ON COLUMN accounts.subject IS 'The account there; it says nothing about the person.';
COMMENT ON COLUMN accounts.person_id IS 'Whose account it is; null for somebody who holds no post, such as an observer.';
CREATE UNIQUE INDEX accounts_standing ON accounts (issuer, subject) WHERE superseded_at IS NULL;

CREATE TABLE grants (
    grant_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('granted', 'ended')),
    issuer text NOT NULL,
    subject text NOT NULL,
    role text NOT NULL CHECK (role IN ('observer', 'hr_officer')),
    court_id text,
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (grant_id, version)
);
COMMENT ON TABLE grants IS 'Roles that follow from no post: observers, and HR officers of all courts.';
COMMENT ON COLUMN grants.court_id IS 'Null: in all courts.';
COMMENT ON COLUMN grants.to_on IS 'Last day, in the zone of the court (UTC for all courts).';
CREATE UNIQUE INDEX grants_standing ON grants (grant_id) WHERE superseded_at IS NULL;
CREATE INDEX grants_of_account ON grants (issuer, subject) WHERE superseded_at IS NULL;

CREATE TRIGGER accounts_history BEFORE UPDATE OR DELETE ON accounts
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER grants_history BEFORE UPDATE OR DELETE ON grants
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
