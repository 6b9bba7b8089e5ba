-- What scheduling knows of courts, people and cases, and what it decides: who hears a case, when and where a hearing sits.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Courts and their means -----------------------------------------------------------------------------------------

CREATE TABLE courts (
    court_id text PRIMARY KEY CHECK (court_id ~ '^[a-z0-9-]{2,40}$'),
    version bigint NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    passed_at timestamptz NOT NULL DEFAULT '-infinity',
    name jsonb NOT NULL,
    zone text NOT NULL,
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    level text,
    region text,
    address jsonb,
    phone text,
    email text,
    calendar_version bigint NOT NULL DEFAULT 0,
    sitting_hours jsonb NOT NULL DEFAULT '[["09:00", "13:00"], ["14:00", "18:00"]]',
    weekdays text[] NOT NULL DEFAULT '{mon,tue,wed,thu,fri}',
    slot_minutes integer NOT NULL DEFAULT 5 CHECK (slot_minutes BETWEEN 1 AND 240)
);
COMMENT ON TABLE courts IS 'Courts as hr tells of them, and their weekly calendar. The row is locked by whoever writes anything of the court.';
COMMENT ON COLUMN courts.version IS 'Of the fact on court.staff that the row was taken from.';
COMMENT ON COLUMN courts.revision IS 'Of the transaction that changed anything of the court last: a copy in memory with the same revision is up to date.';
COMMENT ON COLUMN courts.passed_at IS 'Until when everything is done that the clock alone brings about.';
COMMENT ON COLUMN courts.name IS '{kk, ru, en}';
COMMENT ON COLUMN courts.calendar_version IS 'Of court.calendar.changed; 0 while the calendar is the default one.';
COMMENT ON COLUMN courts.sitting_hours IS '[["09:00", "13:00"], ...] in the court''s zone, in order.';
COMMENT ON COLUMN courts.weekdays IS 'Days on which the court sits unless a day says otherwise: mon, tue, ...';

CREATE TABLE calendar_days (
    court_id text NOT NULL REFERENCES courts,
    day date NOT NULL,
    is_open boolean NOT NULL,
    PRIMARY KEY (court_id, day)
);
COMMENT ON TABLE calendar_days IS 'Days on which a court does not do as its week and the public holidays say.';

CREATE TABLE rooms (
    room_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    version bigint NOT NULL CHECK (version > 0),
    name text NOT NULL,
    building text,
    address text,
    features text[] NOT NULL,
    closed_at timestamptz
);
COMMENT ON TABLE rooms IS 'Rooms as they stand.';
COMMENT ON COLUMN rooms.closed_at IS 'From when on it cannot be used; null for a room in use.';
CREATE INDEX rooms_of_court ON rooms (court_id);

CREATE TABLE posts (
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    version bigint NOT NULL,
    post_id uuid NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    from_on date NOT NULL,
    to_on date,
    is_separated boolean NOT NULL,
    languages text[] NOT NULL,
    share_milli integer NOT NULL CHECK (share_milli > 0),
    working_pattern jsonb,
    PRIMARY KEY (court_id, person_id)
);
COMMENT ON TABLE posts IS 'Who is in post in a court, as hr tells. A person may be in post in several courts.';
COMMENT ON COLUMN posts.to_on IS 'The last day in post.';
COMMENT ON COLUMN posts.share_milli IS 'Share of full time in thousandths: draws count in integers.';
COMMENT ON COLUMN posts.working_pattern IS '{"mon": ["am", "pm"], ...}: half days in post; null for every one.';
CREATE INDEX posts_of_person ON posts (person_id);

CREATE TABLE authorisations (
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    specialism text NOT NULL,
    from_on date NOT NULL,
    to_on date,
    PRIMARY KEY (court_id, person_id, specialism, from_on)
);
COMMENT ON TABLE authorisations IS 'What judges may hear.';
COMMENT ON COLUMN authorisations.to_on IS 'The last day.';

CREATE TABLE absences (
    absence_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    is_cancelled boolean NOT NULL,
    CHECK (starts_at < ends_at)
);
COMMENT ON TABLE absences IS 'When people in post are away. A cancelled one is kept, so that it is known when it is told again.';
CREATE INDEX absences_of_person ON absences (person_id) WHERE NOT is_cancelled;
CREATE INDEX absences_of_court ON absences (court_id, ends_at) WHERE NOT is_cancelled;

CREATE TABLE suspensions (
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    back_on date,
    PRIMARY KEY (court_id, person_id, from_on)
);
COMMENT ON TABLE suspensions IS 'When people in post are suspended.';
COMMENT ON COLUMN suspensions.from_on IS 'The first day out.';
COMMENT ON COLUMN suspensions.back_on IS 'The first day back; null while it lasts.';

CREATE TABLE interests (
    interest_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    against text NOT NULL,
    from_on date,
    to_on date
);
COMMENT ON TABLE interests IS 'Interests that judges declared.';
COMMENT ON COLUMN interests.against IS 'A party''s name, an organisation or a case_id.';
COMMENT ON COLUMN interests.to_on IS 'The last day.';
CREATE INDEX interests_of_court ON interests (court_id);

CREATE TABLE norms (
    court_id text NOT NULL REFERENCES courts,
    category text NOT NULL,
    valid_from date NOT NULL,
    weight_minutes bigint NOT NULL CHECK (weight_minutes >= 0),
    PRIMARY KEY (court_id, category, valid_from)
);
COMMENT ON TABLE norms IS 'How many minutes of a judge''s work a case of a category stands for, where a court has norms of its own.';

CREATE TABLE catalogue (
    court_id text NOT NULL DEFAULT '',
    kind text NOT NULL CHECK (kind IN (
        'category', 'hearing_type', 'room_feature', 'change_reason', 'conflict', 'unallocated_reason',
        'refusal_reason', 'exclusion'
    )),
    code text NOT NULL CHECK (code ~ '^[a-z0-9_.-]{1,100}$'),
    valid_from date NOT NULL,
    valid_to date,
    name jsonb NOT NULL,
    weight_minutes integer CHECK (weight_minutes >= 0),
    min_notice_days integer CHECK (min_notice_days >= 0),
    lawful_days integer CHECK (lawful_days > 0),
    source text,
    PRIMARY KEY (court_id, kind, code, valid_from),
    CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE catalogue IS 'The codes and what they mean, dated: of several rows of one code the last one begun counts.';
COMMENT ON COLUMN catalogue.court_id IS 'The court that added or changed the entry; empty for what holds in all courts.';
COMMENT ON COLUMN catalogue.valid_to IS 'The last day on which the code may be used.';
COMMENT ON COLUMN catalogue.name IS '{kk, ru, en}';
COMMENT ON COLUMN catalogue.weight_minutes IS 'Of a category: how much of a judge''s work a case stands for where the court has no norm.';
COMMENT ON COLUMN catalogue.min_notice_days IS 'Of a hearing type: working days between telling and sitting.';
COMMENT ON COLUMN catalogue.lawful_days IS 'Of a category: days from filing within which hearings have to sit; null where the law sets no day.';
COMMENT ON COLUMN catalogue.source IS 'Where the figures come from.';

-- Cases ----------------------------------------------------------------------------------------------------------

CREATE TABLE cases (
    case_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    judge_id uuid,
    closed_at timestamptz,
    document json NOT NULL
);
COMMENT ON TABLE cases IS 'Cases as they stand, each read and replaced as a whole; columns are for finding them.';
COMMENT ON COLUMN cases.judge_id IS 'Who presides; null while nobody could be drawn.';
COMMENT ON COLUMN cases.closed_at IS 'Null for a case that goes on.';
COMMENT ON COLUMN cases.document IS 'The case with its parties, its judge and panel, and the reasons told last when it has none.';
CREATE INDEX cases_without_a_judge ON cases (court_id) WHERE judge_id IS NULL AND closed_at IS NULL;
CREATE INDEX cases_of_judge ON cases (judge_id) WHERE judge_id IS NOT NULL AND closed_at IS NULL;

CREATE TABLE case_people (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    court_id text NOT NULL,
    is_party boolean NOT NULL,
    PRIMARY KEY (id, case_id)
);
COMMENT ON TABLE case_people IS 'Whom cases name: tells whether a party or a person is known.';
COMMENT ON COLUMN case_people.id IS 'A party_id, or the person_id of a party that has one.';
COMMENT ON COLUMN case_people.is_party IS 'Whether the id is a party_id.';

-- Draws ----------------------------------------------------------------------------------------------------------

CREATE TABLE draw_secrets (
    court_id text NOT NULL,
    day date NOT NULL,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    PRIMARY KEY (court_id, day)
);
COMMENT ON TABLE draw_secrets IS 'What a court''s draws of one day are seeded with. Shown to nobody before the day has passed.';
COMMENT ON COLUMN draw_secrets.commitment IS 'SHA-256 of the secret, published with every draw.';

CREATE TABLE balances (
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    load bigint NOT NULL,
    credit bigint NOT NULL,
    PRIMARY KEY (court_id, person_id)
);
COMMENT ON TABLE balances IS 'What each judge got of a court''s cases and what a fair share would have been, in millionths of a minute.';

CREATE TABLE draws (
    court_id text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    draw_id uuid NOT NULL UNIQUE,
    case_id uuid NOT NULL,
    drawn_at timestamptz NOT NULL,
    secret_day date NOT NULL,
    fact_type text NOT NULL,
    fact json NOT NULL,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (court_id, number)
);
COMMENT ON TABLE draws IS 'The ledger of draws: per court numbered without a gap, each row naming the hash of the one before. Rows never change.';
COMMENT ON COLUMN draws.fact IS 'The data of the event that told it, with the whole proof.';
CREATE INDEX draws_of_case ON draws (case_id);

CREATE FUNCTION draws_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of draws is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION draws_are_kept() IS 'Refuses every change of the ledger of draws but a new row.';
CREATE TRIGGER draws_are_kept BEFORE UPDATE OR DELETE ON draws FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER draws_are_not_emptied BEFORE TRUNCATE ON draws FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();

-- Hearings -------------------------------------------------------------------------------------------------------

CREATE TABLE hearings (
    hearing_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    case_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('listed', 'unlisted', 'cancelled', 'held', 'adjourned', 'not_held')),
    latest_on date NOT NULL,
    document json NOT NULL,
    told_type text,
    told json
);
COMMENT ON TABLE hearings IS 'Hearings that were asked for, each read and replaced as a whole; columns are for finding them.';
COMMENT ON COLUMN hearings.latest_on IS 'The last day of the window: when it has passed, an unlisted hearing is told for the last time.';
COMMENT ON COLUMN hearings.document IS 'The request as it now stands and what became of it: when, where and with whom it sits, or why it has no place.';
COMMENT ON COLUMN hearings.told IS 'The data of the event told last, of the type told_type, where it says more than the document: rescheduled, cancelled, recorded.';
CREATE INDEX hearings_of_case ON hearings (case_id);
CREATE INDEX hearings_without_a_place ON hearings (court_id, latest_on) WHERE state = 'unlisted';

CREATE TABLE sittings (
    hearing_id uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    court_id text NOT NULL,
    room_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (starts_at < ends_at),
    PRIMARY KEY (hearing_id, sequence)
);
COMMENT ON TABLE sittings IS 'When and where hearings that stand, or that were held, sit. Written with their bookings in one transaction.';
CREATE INDEX sittings_of_court ON sittings (court_id, starts_at);

CREATE TABLE bookings (
    kind smallint NOT NULL,
    resource_id uuid NOT NULL,
    during tstzrange NOT NULL CHECK (NOT isempty(during)),
    court_id text NOT NULL,
    hearing_id uuid NOT NULL,
    CONSTRAINT nobody_is_booked_twice EXCLUDE USING gist (resource_id WITH =, kind WITH =, during WITH &&)
);
COMMENT ON TABLE bookings IS 'Who and what is taken when: a row for each room, person and party of each sitting that stands. The authority on double booking.';
COMMENT ON COLUMN bookings.kind IS '1 room, 2 somebody: a person_id, or the party_id of a party that has none';
COMMENT ON CONSTRAINT nobody_is_booked_twice ON bookings IS 'Holds whoever writes and however many do so at once. As fast with two columns before the range as with one; an SP-GiST index on one packed range measured the same.';
CREATE INDEX bookings_of_hearing ON bookings (hearing_id);

CREATE TABLE unavailabilities (
    unavailability_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('person', 'party', 'room')),
    resource_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (starts_at < ends_at),
    is_withdrawn boolean NOT NULL
);
COMMENT ON TABLE unavailabilities IS 'When a room, a person or a party cannot be had, as courts say. A person''s holds in all courts.';
COMMENT ON COLUMN unavailabilities.resource_id IS 'The person_id, party_id or room_id.';
CREATE INDEX unavailabilities_of_resource ON unavailabilities (resource_id) WHERE NOT is_withdrawn;
CREATE INDEX unavailabilities_of_court ON unavailabilities (court_id, ends_at) WHERE NOT is_withdrawn;

CREATE TABLE freed_people (
    court_id text NOT NULL,
    resource_id uuid NOT NULL,
    PRIMARY KEY (court_id, resource_id)
);
COMMENT ON TABLE freed_people IS 'Who became free elsewhere while hearings of this court wait for a place; emptied as soon as those were tried again.';

-- Intake ---------------------------------------------------------------------------------------------------------

CREATE TABLE intake_ids (
    event_id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL
);
COMMENT ON TABLE intake_ids IS 'Ids of the events that came in over HTTP; a repeat is answered and not sent on.';
CREATE INDEX intake_ids_received_at ON intake_ids USING brin (received_at);
