-- A re-draw has a reason and an approver, and it is known from whom the case was taken.

CREATE TABLE redraws (
    draw_id uuid PRIMARY KEY REFERENCES draws (draw_id),
    court_id text NOT NULL,
    number bigint NOT NULL,
    case_id uuid NOT NULL,
    taken_from uuid NOT NULL,
    is_part_heard boolean NOT NULL,
    stated text,
    approved_by uuid,
    reallocation_id uuid,
    cause_id text NOT NULL,
    CHECK ((stated IS NULL) = (approved_by IS NULL)),
    CHECK (reallocation_id IS NULL OR approved_by IS NOT NULL)
);
COMMENT ON TABLE redraws IS 'Of each draw of a case that had a judge before: from whom it was taken, why, and who answers for it. Rows never change.';
COMMENT ON COLUMN redraws.taken_from IS 'The judge who had the case.';
COMMENT ON COLUMN redraws.is_part_heard IS 'Whether a hearing of the case had been held before that judge.';
COMMENT ON COLUMN redraws.stated IS 'Why, in the words of whoever approved it; shown to everybody. Null where an event about the judge brought it about.';
COMMENT ON COLUMN redraws.approved_by IS 'The person_id of who approved it by hand.';
COMMENT ON COLUMN redraws.reallocation_id IS 'The reallocation of many cases that it was part of.';
COMMENT ON COLUMN redraws.cause_id IS 'The ce_id of the event, or the id of the order, that took the case from the judge.';
CREATE INDEX redraws_of_reallocation ON redraws (reallocation_id) WHERE reallocation_id IS NOT NULL;
CREATE TRIGGER redraws_are_kept BEFORE UPDATE OR DELETE ON redraws FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER redraws_are_not_emptied BEFORE TRUNCATE ON redraws FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();

-- Open cases of which a hearing was held before this was kept with them: the judge of the last one.
UPDATE cases SET document = (cases.document::jsonb || jsonb_build_object('heard_by', held.judge))::json
FROM (
    SELECT DISTINCT ON (case_id) case_id, document #>> '{placing,judges,0}' AS judge
    FROM hearings
    WHERE state = 'held' AND document #>> '{placing,judges,0}' IS NOT NULL
    ORDER BY case_id, document #>> '{placing,sittings,0,starts_at}' DESC
) AS held
WHERE cases.case_id = held.case_id AND cases.closed_at IS NULL;

INSERT INTO catalogue (kind, code, valid_from, name) VALUES
('exclusion', 'relieved', '2020-01-01', '{"kk": "Іс осы судьядан алынды", "ru": "Дело передаётся от этого судьи", "en": "The case is being taken from this judge"}');
