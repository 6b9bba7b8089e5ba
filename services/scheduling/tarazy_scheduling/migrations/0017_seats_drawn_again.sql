-- A seat beside the judge who presides is drawn again as a case is: one draw may fill two that different people had.

-- squawk-ignore adding-field-with-default
ALTER TABLE redraws ADD COLUMN beside boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN redraws.beside IS 'Whether it was a seat beside the judge who presides.';
COMMENT ON COLUMN redraws.taken_from IS 'The judge who had the case, or whoever had the seat.';

-- squawk-ignore ban-drop-constraint
ALTER TABLE redraws DROP CONSTRAINT redraws_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
ALTER TABLE redraws ADD PRIMARY KEY (draw_id, taken_from);

-- Open cases of which a hearing before three judges was held before this was kept: who sat beside in the last one.
UPDATE cases SET document = (cases.document::jsonb || jsonb_build_object('heard_beside', held.beside))::json
FROM (
    SELECT DISTINCT ON (case_id) case_id, (document #> '{placing,judges}')::jsonb - 0 AS beside
    FROM hearings
    WHERE state = 'held' AND document #>> '{placing,judges,1}' IS NOT NULL
    ORDER BY case_id, document #>> '{placing,sittings,0,starts_at}' DESC
) AS held
WHERE cases.case_id = held.case_id AND cases.closed_at IS NULL;
