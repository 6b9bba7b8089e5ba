-- Where it is doubtful whether a party is the one against whom a judge has an interest, a person is asked.

CREATE TABLE interest_questions (
    court_id text NOT NULL REFERENCES courts,
    question_id uuid NOT NULL,
    person_id uuid NOT NULL,
    against_key text NOT NULL,
    party_key text NOT NULL,
    interest_id uuid NOT NULL,
    against text NOT NULL,
    party_name text NOT NULL,
    case_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, question_id)
);
COMMENT ON TABLE interest_questions IS 'Whether a party is the one against whom a judge has declared an interest, where the names leave it open: asked once for a judge and two names. Until it is answered the judge is left out of draws.';
COMMENT ON COLUMN interest_questions.person_id IS 'The judge.';
COMMENT ON COLUMN interest_questions.against_key IS 'The name that the interest is against, in the one spelling in which names are compared.';
COMMENT ON COLUMN interest_questions.party_key IS 'The party''s name in the same spelling.';
COMMENT ON COLUMN interest_questions.interest_id IS 'The interest that raised it first.';
COMMENT ON COLUMN interest_questions.case_id IS 'The case that raised it first.';

CREATE TABLE interest_answers (
    court_id text NOT NULL,
    question_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    answer text NOT NULL CHECK (answer IN ('same', 'different')),
    answered_by text NOT NULL,
    why text NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, question_id, number),
    FOREIGN KEY (court_id, question_id) REFERENCES interest_questions
);
COMMENT ON TABLE interest_answers IS 'What persons have said: the last answer holds, none is ever changed.';
COMMENT ON COLUMN interest_answers.number IS 'Counts the answers to one question.';

CREATE FUNCTION interest_answers_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'answers are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION interest_answers_are_kept() IS 'Refuses every change of an answer but a new row.';
CREATE TRIGGER interest_answers_are_kept BEFORE UPDATE OR DELETE ON interest_answers
FOR EACH ROW EXECUTE FUNCTION interest_answers_are_kept();
