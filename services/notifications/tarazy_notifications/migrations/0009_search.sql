-- Finding cases by number, people by name, and all notices of somebody.

CREATE FUNCTION name_words(people jsonb, former jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector(
    'simple'::regconfig,
    coalesce(jsonb_path_query_array(people, '$[*].name'), '[]'::jsonb) || jsonb_path_query_array(former, '$[*].name')
);
COMMENT ON FUNCTION name_words(jsonb, jsonb) IS 'The words of the names of those who are or were in a case, in small letters.';

-- One read of each table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX cases_by_name ON cases USING gin (name_words(parties, former_parties));
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX staff_by_name ON staff USING gin (to_tsvector('simple'::regconfig, name));
-- Clerks know the end of a number, 2/3351 of 7599-26-00-2/3351, better than its beginning.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX cases_by_number ON cases (court_id, number text_pattern_ops);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX cases_by_end_of_number ON cases (court_id, reverse(number) text_pattern_ops);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notices_of_recipient ON notices (recipient_id, place);
