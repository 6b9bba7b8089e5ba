-- What HR records. Every row is what was believed from recorded_at until superseded_at; the row that stands has none.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION history_is_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL
        AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps its history: a row is superseded by a newer one, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION history_is_kept() IS 'Refuses every change of a recorded row except setting superseded_at once.';

CREATE TABLE courts (
    court_id text NOT NULL CHECK (court_id ~ '^[a-z0-9-]{2,40}$'),
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('registered', 'updated')),
    name jsonb NOT NULL,
    zone text NOT NULL,
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    level text CHECK (level IN ('district', 'regional', 'cassation', 'supreme')),
    region text,
    address jsonb,
    phone text,
    email text,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, version)
);
COMMENT ON TABLE courts IS 'Courts, one row per version.';
COMMENT ON COLUMN courts.what IS 'What happened, in the past tense; names the event that told it.';
COMMENT ON COLUMN courts.name IS '{kk, ru, en}';
COMMENT ON COLUMN courts.zone IS 'IANA time zone in which the court counts its days.';
COMMENT ON COLUMN courts.superseded_at IS 'When this stopped being believed; null for the row that stands.';
CREATE UNIQUE INDEX courts_standing ON courts (court_id) WHERE superseded_at IS NULL;

CREATE TABLE posts (
    court_id text NOT NULL,
    post_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('registered', 'changed')),
    number text,
    exclusive boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, post_id, version)
);
COMMENT ON TABLE posts IS 'Posts of the staffing table. A post that only appointments name is not listed and not exclusive.';
COMMENT ON COLUMN posts.exclusive IS 'At most one holder on any day; post_holdings enforces it.';
CREATE UNIQUE INDEX posts_standing ON posts (court_id, post_id) WHERE superseded_at IS NULL;

CREATE TABLE appointments (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('appointed', 'updated', 'separated')),
    tenure bigint NOT NULL CHECK (tenure > 0),
    post_id uuid NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    separated_on date CHECK (separated_on >= from_on),
    languages text[] NOT NULL,
    contacts jsonb NOT NULL,
    full_time_share numeric NOT NULL CHECK (full_time_share > 0 AND full_time_share <= 2),
    working_pattern jsonb,
    order_number text,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, person_id, version),
    CONSTRAINT tenures_apart EXCLUDE USING gist (
        court_id WITH =,
        person_id WITH =,
        daterange(from_on, coalesce(separated_on, to_on), '[]') WITH &&
    ) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE appointments IS 'People in posts. Versions count per court and person and are never used again.';
COMMENT ON COLUMN appointments.tenure IS 'Which appointment of this person in this court: who leaves and comes back has several.';
COMMENT ON COLUMN appointments.name IS 'As the person writes it.';
COMMENT ON COLUMN appointments.to_on IS 'Last day in post by the appointment itself.';
COMMENT ON COLUMN appointments.separated_on IS 'Last day in post by a separation.';
COMMENT ON COLUMN appointments.contacts IS '[{channel, address}], the preferred one of a channel first.';
COMMENT ON COLUMN appointments.working_pattern IS '{mon: [am, pm], ...}; null means every half-day on which the court sits.';
CREATE UNIQUE INDEX appointments_standing ON appointments (court_id, person_id, tenure) WHERE superseded_at IS NULL;
CREATE INDEX appointments_by_post ON appointments (court_id, post_id) WHERE superseded_at IS NULL;

CREATE TABLE post_holdings (
    court_id text NOT NULL,
    post_id uuid NOT NULL,
    person_id uuid NOT NULL,
    tenure bigint NOT NULL,
    in_post daterange NOT NULL,
    exclusive boolean NOT NULL,
    PRIMARY KEY (court_id, person_id, tenure),
    CONSTRAINT one_holder_per_post
        EXCLUDE USING gist (court_id WITH =, post_id WITH =, in_post WITH &&) WHERE (exclusive)
);
COMMENT ON TABLE post_holdings IS 'Who holds which post on which days, as it stands: derived from appointments and posts to be checked here.';
CREATE INDEX post_holdings_by_post ON post_holdings (court_id, post_id);

CREATE TABLE authorisations (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    specialism text NOT NULL,
    from_on date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('authorised', 'ended')),
    to_on date CHECK (to_on >= from_on),
    ended_on date CHECK (ended_on >= from_on),
    listed boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, person_id, specialism, from_on, version),
    CONSTRAINT authorisation_once EXCLUDE USING gist (
        court_id WITH =,
        person_id WITH =,
        specialism WITH =,
        daterange(from_on, coalesce(ended_on, to_on), '[]') WITH &&
    ) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE authorisations IS 'For which specialisms people may sit. Periods of one specialism never overlap.';
COMMENT ON COLUMN authorisations.ended_on IS 'Last day by an ending; to_on is the last day as it was given.';
COMMENT ON COLUMN authorisations.listed IS 'Came with the list of an appointment; a later list that leaves it out ends it.';

CREATE TABLE absences (
    absence_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('requested', 'approved', 'refused', 'withdrawn', 'cancelled')),
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('leave', 'sickness', 'training', 'secondment', 'other')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    note text,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (absence_id, version),
    CONSTRAINT approved_absences_apart EXCLUDE USING gist (
        court_id WITH =,
        person_id WITH =,
        tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (what = 'approved' AND superseded_at IS NULL)
);
COMMENT ON TABLE absences IS 'Absences and their decisions, half-open [starts_at, ends_at).';
COMMENT ON COLUMN absences.note IS 'Words of whoever asked or decided; never leaves HR.';
CREATE UNIQUE INDEX absences_standing ON absences (absence_id) WHERE superseded_at IS NULL;
CREATE INDEX absences_by_person ON absences (court_id, person_id, starts_at) WHERE superseded_at IS NULL;

CREATE TABLE suspensions (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('suspended', 'reinstated')),
    back_on date CHECK (back_on >= from_on),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, person_id, from_on, version),
    CONSTRAINT suspended_once EXCLUDE USING gist (
        court_id WITH =,
        person_id WITH =,
        daterange(from_on, back_on) WITH &&
    ) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE suspensions IS 'Days on which somebody in post may not act: [from_on, back_on).';

CREATE TABLE interests (
    interest_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('declared', 'ended')),
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    against text NOT NULL,
    from_on date,
    to_on date CHECK (to_on >= from_on),
    ended_on date CHECK (ended_on >= from_on),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (interest_id, version)
);
COMMENT ON TABLE interests IS 'Declared interests: whom or what somebody must not judge.';
COMMENT ON COLUMN interests.against IS 'Name of a party or organisation, or a case_id.';
CREATE UNIQUE INDEX interests_standing ON interests (interest_id) WHERE superseded_at IS NULL;
CREATE INDEX interests_by_court ON interests (court_id, person_id) WHERE superseded_at IS NULL;

CREATE TABLE norms (
    court_id text NOT NULL,
    category text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('changed')),
    weight_minutes bigint NOT NULL CHECK (weight_minutes >= 0),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, category, valid_from, version)
);
COMMENT ON TABLE norms IS 'Minutes that a case of a category weighs, from valid_from until the next norm begins.';
CREATE UNIQUE INDEX norms_standing ON norms (court_id, category, valid_from) WHERE superseded_at IS NULL;

CREATE TRIGGER courts_history BEFORE UPDATE OR DELETE ON courts
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER posts_history BEFORE UPDATE OR DELETE ON posts
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER appointments_history BEFORE UPDATE OR DELETE ON appointments
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER authorisations_history BEFORE UPDATE OR DELETE ON authorisations
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER absences_history BEFORE UPDATE OR DELETE ON absences
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER suspensions_history BEFORE UPDATE OR DELETE ON suspensions
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER interests_history BEFORE UPDATE OR DELETE ON interests
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
CREATE TRIGGER norms_history BEFORE UPDATE OR DELETE ON norms
FOR EACH ROW EXECUTE FUNCTION history_is_kept();

CREATE TABLE idempotency_keys (
    key text PRIMARY KEY,
    request_sha256 bytea NOT NULL,
    status bigint,
    body json,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE idempotency_keys IS 'Answers to commands that came with an Idempotency-Key, given again when the command comes again.';
COMMENT ON COLUMN idempotency_keys.request_sha256 IS 'Of method, path and body: the same key with another request is refused.';
COMMENT ON COLUMN idempotency_keys.status IS 'Null only inside the transaction that carries the command out.';
CREATE INDEX idempotency_keys_recorded_at ON idempotency_keys USING brin (recorded_at);
