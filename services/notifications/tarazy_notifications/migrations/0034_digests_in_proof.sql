-- A digest stands in the proof of each hearing that it tells of.

COMMENT ON COLUMN notice_unsealed.number IS 'Null, as reply_id is: of a digest, what it tells of hearings alone.';
COMMENT ON COLUMN notice_seals.subject_id IS 'What the notice is about; of a digest also each hearing in it, which then has an entry of its own.';
COMMENT ON COLUMN notice_seals.words_hash IS 'SHA-256 over the words, the hash of the exact bytes, and salt, where something left; in the entry of a hearing in a digest over hashes of its lines.';

INSERT INTO notice_unsealed (notice_id) SELECT notice_id FROM notices WHERE topic = 'hearing_digest' ORDER BY place;

CREATE OR REPLACE FUNCTION erase_notices(ids uuid[]) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    erased bigint;
BEGIN
    PERFORM set_config('tarazy.erasing', 'yes', true);
    DELETE FROM notice_words WHERE notice_id = ANY (ids);
    UPDATE notice_seals SET salt = NULL
    WHERE salt IS NOT NULL
        AND (notice_id = ANY (ids) OR subject_id IN (SELECT subject_id FROM notices WHERE notice_id = ANY (ids)));
    UPDATE notices SET name = '', address = '', capacity = '', acts_for = ''
    WHERE notice_id = ANY (ids) AND address <> '';
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('tarazy.erasing', '', true);
    RETURN erased;
END
$$;
COMMENT ON FUNCTION erase_notices(uuid[]) IS 'Takes names, addresses and words of notices away, with the salts of their hashes and of what digests told of the same. For the owner of the tables: the service itself may not.';
