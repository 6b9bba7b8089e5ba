-- Who there is, what is known of hearings, and the notices that follow.

CREATE TABLE courts (
    court_id text PRIMARY KEY,
    version bigint NOT NULL,
    names jsonb NOT NULL,
    zone text NOT NULL,
    language text NOT NULL,
    addresses jsonb,
    phone text,
    email text
);
COMMENT ON TABLE courts IS 'Courts as their notices name them, from court.court.registered and .updated.';
COMMENT ON COLUMN courts.names IS '{kk, ru, en}';
COMMENT ON COLUMN courts.addresses IS '{kk, ru, en} or null';

CREATE TABLE staff (
    person_id uuid NOT NULL,
    court_id text NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    contacts jsonb NOT NULL,
    PRIMARY KEY (person_id, court_id)
);
COMMENT ON TABLE staff IS 'Everybody who holds or held a post in a court: who has left may still have to be told so.';
COMMENT ON COLUMN staff.contacts IS '[{channel, address}], the first of a channel is the one that is used.';

CREATE TABLE cases (
    case_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    version bigint NOT NULL,
    registered boolean NOT NULL,
    number text,
    language text,
    parties jsonb,
    former_parties jsonb NOT NULL
);
COMMENT ON TABLE cases IS 'Cases with their parties, contacts and representation, as notices need them.';
COMMENT ON COLUMN cases.registered IS 'False while only an update has come in; what it did not say is null until the registration comes.';
COMMENT ON COLUMN cases.parties IS '[{party_id, name, language, represents, person_id, contacts}]';
COMMENT ON COLUMN cases.former_parties IS 'Those who have left the case, in the same form: they are told when their hearings go on without them.';

CREATE TABLE allocations (
    case_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    person_ids uuid[] NOT NULL
);
COMMENT ON TABLE allocations IS 'Who has a case: the presiding judge first, then the panel. Only who is new is told.';

CREATE TABLE hearings (
    hearing_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    case_id uuid NOT NULL,
    version bigint NOT NULL,
    stands boolean NOT NULL,
    placed jsonb,
    matter jsonb NOT NULL,
    invited uuid[] NOT NULL
);
COMMENT ON TABLE hearings IS 'The newest version of each hearing that has become known.';
COMMENT ON COLUMN hearings.stands IS 'Whether placed is where it takes place, or where it last stood.';
COMMENT ON COLUMN hearings.placed IS '{sittings, judges, clerk, interpreters, attendees} or null if it never stood.';
COMMENT ON COLUMN hearings.invited IS 'recipient_ids of those whose calendars are to hold it.';
CREATE INDEX hearings_by_case ON hearings (case_id);

CREATE TABLE subject_versions (
    subject_id uuid NOT NULL,
    version bigint NOT NULL,
    court_id text NOT NULL,
    story jsonb NOT NULL,
    event_id uuid NOT NULL,
    correlation_id text NOT NULL,
    traceparent text,
    PRIMARY KEY (subject_id, version)
);
COMMENT ON TABLE subject_versions IS 'What each version of a hearing, an allocation or an absence has to tell: notices are written from it, whenever they leave.';
COMMENT ON COLUMN subject_versions.story IS 'Self-contained: names as they were, old and new times.';
COMMENT ON COLUMN subject_versions.event_id IS 'ce_id of the event: the cause of what its notices bring about.';

CREATE TABLE notices (
    notice_id uuid PRIMARY KEY,
    place bigint GENERATED ALWAYS AS IDENTITY,
    court_id text NOT NULL,
    subject_id uuid NOT NULL,
    subject_version bigint NOT NULL,
    recipient_id uuid NOT NULL,
    channel text NOT NULL,
    topic text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    address text NOT NULL,
    state text NOT NULL CHECK (
        state IN ('queued', 'sending', 'sent', 'delivered', 'read', 'superseded', 'expired', 'failed', 'bounced')
    ),
    queued_at timestamptz NOT NULL,
    due_at timestamptz,
    expires_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    in_doubt boolean NOT NULL DEFAULT false,
    overtaken_by uuid,
    changed_at timestamptz NOT NULL,
    reason text,
    provider_reference text,
    CONSTRAINT one_notice UNIQUE (subject_id, recipient_id, channel, subject_version, topic)
);
COMMENT ON TABLE notices IS 'One message to one person by one channel, and how far it has come.';
COMMENT ON COLUMN notices.notice_id IS 'Computed from subject, version, recipient, channel and topic: the same event gives the same id again.';
COMMENT ON COLUMN notices.place IS 'Order in which notices were queued; who is told twice of a subject is told in this order.';
COMMENT ON COLUMN notices.address IS 'The contact as it was when the notice was queued.';
COMMENT ON COLUMN notices.due_at IS 'queued: not tried before; sending: the lease, after which the sender that took it is taken for dead; else null.';
COMMENT ON COLUMN notices.expires_at IS 'From then on it is of no use and does not leave any more.';
COMMENT ON COLUMN notices.in_doubt IS 'An attempt may have reached the gateway although its answer is not known.';
COMMENT ON COLUMN notices.overtaken_by IS 'ce_id of the event that made a newer version known while this one was being sent.';
CREATE INDEX notices_open ON notices (due_at) WHERE state IN ('queued', 'sending');

CREATE TABLE reminders (
    hearing_id uuid NOT NULL,
    tier text NOT NULL,
    version bigint NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (hearing_id, tier)
);
COMMENT ON TABLE reminders IS 'When people are reminded of a version of a hearing; a newer version replaces it.';
CREATE INDEX reminders_due ON reminders (due_at);
