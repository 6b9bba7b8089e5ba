-- What is personal in proof of notice can be taken away once the law asks for it; the chain holds without it.

CREATE OR REPLACE FUNCTION notice_evidence_is_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF current_setting('tarazy.erasing', true) = 'yes' THEN
        IF TG_TABLE_NAME = 'notice_words' AND TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF TG_TABLE_NAME = 'notice_seals' AND TG_OP = 'UPDATE'
            AND to_jsonb(NEW) - 'salt' = to_jsonb(OLD) - 'salt' AND to_jsonb(NEW) ->> 'salt' IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION notice_evidence_is_kept() IS 'Refuses every change of evidence but a new row, and its erasure by erase_notices.';

CREATE FUNCTION erase_notices(ids uuid[]) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    erased bigint;
BEGIN
    PERFORM set_config('tarazy.erasing', 'yes', true);
    DELETE FROM notice_words WHERE notice_id = ANY (ids);
    UPDATE notice_seals SET salt = NULL WHERE notice_id = ANY (ids) AND salt IS NOT NULL;
    UPDATE notices SET name = '', address = '', capacity = '', acts_for = ''
    WHERE notice_id = ANY (ids) AND address <> '';
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('tarazy.erasing', '', true);
    RETURN erased;
END
$$;
COMMENT ON FUNCTION erase_notices(uuid[]) IS 'Takes names, addresses and words of notices away, with the salts of their hashes. For the owner of the tables: the service itself may not.';
REVOKE ALL ON FUNCTION erase_notices(uuid[]) FROM PUBLIC;
