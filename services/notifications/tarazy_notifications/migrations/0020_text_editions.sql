-- The words that came with the program, edition by edition.

CREATE TABLE text_editions (
    language text NOT NULL,
    edition integer NOT NULL,
    sha256 text NOT NULL,
    sources jsonb NOT NULL,
    first_at timestamptz NOT NULL,
    PRIMARY KEY (language, edition, sha256)
);
COMMENT ON TABLE text_editions IS 'Every edition of the texts that this installation has run with. Rows are never changed.';
COMMENT ON COLUMN text_editions.edition IS 'Its number, which text_version of a notice begins with.';
COMMENT ON COLUMN text_editions.sha256 IS 'Of all of it: whoever changes texts without a new number has a row of their own.';
COMMENT ON COLUMN text_editions.sources IS '{name: source}: texts, layouts, and names of codes as words.json.';

CREATE FUNCTION text_editions_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'text_editions keeps its history: a row is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION text_editions_are_kept() IS 'Refuses every change of an edition that was in use.';
CREATE TRIGGER text_editions_are_kept BEFORE UPDATE OR DELETE ON text_editions
FOR EACH ROW EXECUTE FUNCTION text_editions_are_kept();
