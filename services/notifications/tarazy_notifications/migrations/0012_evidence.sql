-- Proof of notice: the words that left, and every change of a notice's state bound into a chain.

CREATE TABLE notice_words (
    notice_id uuid NOT NULL,
    attempt integer NOT NULL,
    words bytea NOT NULL,
    PRIMARY KEY (notice_id, attempt)
);
COMMENT ON TABLE notice_words IS 'What was handed to a gateway, or may have been, as its reader reads it; written with the change of state.';
COMMENT ON COLUMN notice_words.words IS 'zlib of UTF-8: the subject, a line feed, the text.';

CREATE TABLE notice_unsealed (
    place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notice_id uuid NOT NULL,
    number integer,
    reply_id uuid
);
COMMENT ON TABLE notice_unsealed IS 'What is to go into the chain: a change of state by its number, or an answer. Emptied within seconds.';

CREATE TABLE notice_seals (
    court_id text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL,
    notice_id uuid NOT NULL,
    first_step integer,
    last_step integer,
    reply_id uuid,
    subject_id uuid NOT NULL,
    subject_number bigint NOT NULL CHECK (subject_number > 0),
    salt bytea,
    personal_hash bytea,
    words_hash bytea,
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (court_id, number),
    CONSTRAINT of_one_kind CHECK ((reply_id IS NULL) = (first_step IS NOT NULL AND last_step IS NOT NULL))
);
COMMENT ON TABLE notice_seals IS 'The chain of a court: what happened to notices, each entry bound to the one before. The facts stand in notice_transitions, notices, replies and notice_words.';
COMMENT ON COLUMN notice_seals.number IS '1, 2, ... in its court without gap.';
COMMENT ON COLUMN notice_seals.at IS 'When it was bound, at most seconds after it happened.';
COMMENT ON COLUMN notice_seals.first_step IS 'The first of the changes of state that it binds, by number.';
COMMENT ON COLUMN notice_seals.subject_number IS '1, 2, ... of the entries about the same hearing, without gap: they are a chain of their own.';
COMMENT ON COLUMN notice_seals.salt IS 'Goes into personal_hash and words_hash, which nobody can guess without it; null once these were erased.';
COMMENT ON COLUMN notice_seals.personal_hash IS 'SHA-256 over name, address and salt, in the first entry of a notice.';
COMMENT ON COLUMN notice_seals.words_hash IS 'SHA-256 over the words, the hash of the exact bytes, and salt, where something left.';
COMMENT ON COLUMN notice_seals.hash IS 'SHA-256 over the entry and previous_hash in canonical JSON.';
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX notice_seals_of_subject ON notice_seals (subject_id, subject_number);

CREATE FUNCTION notice_is_to_be_sealed() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO notice_unsealed (notice_id, number) SELECT notice_id, number FROM added ORDER BY number;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION notice_is_to_be_sealed() IS 'Changes of state go into the chain, whoever writes them.';
CREATE TRIGGER notice_is_to_be_sealed AFTER INSERT ON notice_transitions
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION notice_is_to_be_sealed();

CREATE FUNCTION reply_is_to_be_sealed() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO notice_unsealed (notice_id, reply_id)
    SELECT notice_id, reply_id FROM added WHERE verdict = 'believed' AND notice_id IS NOT NULL;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION reply_is_to_be_sealed() IS 'Whoever answers has read the notice: believed answers go into the chain.';
CREATE TRIGGER reply_is_to_be_sealed AFTER INSERT ON replies
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION reply_is_to_be_sealed();

INSERT INTO notice_unsealed (notice_id, number) SELECT notice_id, number FROM notice_transitions ORDER BY at, notice_id, number;
INSERT INTO notice_unsealed (notice_id, reply_id)
SELECT notice_id, reply_id FROM replies WHERE verdict = 'believed' ORDER BY received_at;

CREATE FUNCTION notice_evidence_is_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION notice_evidence_is_kept() IS 'Refuses every change of evidence but a new row.';
CREATE TRIGGER notice_seals_are_kept BEFORE UPDATE OR DELETE ON notice_seals
FOR EACH ROW EXECUTE FUNCTION notice_evidence_is_kept();
CREATE TRIGGER notice_seals_are_not_emptied BEFORE TRUNCATE ON notice_seals
FOR EACH STATEMENT EXECUTE FUNCTION notice_evidence_is_kept();
CREATE TRIGGER notice_words_are_kept BEFORE UPDATE OR DELETE ON notice_words
FOR EACH ROW EXECUTE FUNCTION notice_evidence_is_kept();
CREATE TRIGGER notice_words_are_not_emptied BEFORE TRUNCATE ON notice_words
FOR EACH STATEMENT EXECUTE FUNCTION notice_evidence_is_kept();
CREATE TRIGGER notice_transitions_are_not_emptied BEFORE TRUNCATE ON notice_transitions
FOR EACH STATEMENT EXECUTE FUNCTION notice_evidence_is_kept();

-- The role that the service runs as has all rights on new tables by default. Where it owns them itself, the triggers
-- alone bind it.
DO $$
DECLARE
    had record;
BEGIN
    FOR had IN
        SELECT DISTINCT a.grantee, c.relname
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.relnamespace = 'public'::regnamespace AND a.grantee NOT IN (0, c.relowner)
            AND c.relname IN ('notice_seals', 'notice_words', 'notice_transitions')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %s', had.relname, had.grantee::regrole);
    END LOOP;
END
$$;
