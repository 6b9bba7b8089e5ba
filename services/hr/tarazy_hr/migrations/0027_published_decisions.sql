-- Decisions on judges as anybody can read them: without names, as long as the rules of their case say.

CREATE TABLE discipline_publications (
    publication_id uuid PRIMARY KEY,
    case_id uuid NOT NULL UNIQUE REFERENCES discipline_cases,
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    words text NOT NULL,
    measure jsonb NOT NULL,
    grounds jsonb NOT NULL,
    in_force_on date NOT NULL,
    published_on date NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE discipline_publications IS
'Decisions that are public now; deleted when they are withdrawn, while their hash stays in the record of the case.';
COMMENT ON COLUMN discipline_publications.publication_id IS 'By which it is read; says nothing of the case.';
COMMENT ON COLUMN discipline_publications.measure IS 'Its name in three languages, as the rules of the case have it.';
COMMENT ON COLUMN discipline_publications.grounds IS 'Names of those that were proven.';
CREATE INDEX discipline_publications_by_day ON discipline_publications (published_on);
