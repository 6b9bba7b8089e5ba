-- Many cases of one judge go to others: proposed, looked at, approved by somebody else, applied at once.

CREATE TABLE reallocations (
    reallocation_id uuid PRIMARY KEY,
    court_id text NOT NULL REFERENCES courts,
    person_id uuid NOT NULL,
    origin text NOT NULL CHECK (origin IN ('by_hand', 'judge_absent', 'judge_suspended')),
    began_on date,
    which text NOT NULL CHECK (which IN ('all', 'not_part_heard', 'listed')),
    case_ids uuid[] NOT NULL DEFAULT '{}',
    stated text,
    proposed_by uuid,
    proposed_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'withdrawn')),
    version integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    previewed_at timestamptz,
    preview json,
    plan json,
    decided_at timestamptz,
    decided_by uuid,
    part_heard uuid[] NOT NULL DEFAULT '{}',
    refused_at timestamptz,
    refused json,
    UNIQUE (court_id, person_id, origin, began_on),
    CHECK ((origin = 'by_hand') = (began_on IS NULL)),
    CHECK ((version = 0) = (preview IS NULL) AND (preview IS NULL) = (plan IS NULL)),
    CHECK (state <> 'approved' OR (decided_by IS NOT NULL AND stated IS NOT NULL AND version > 0)),
    CHECK (decided_by <> person_id OR state <> 'approved')
);
COMMENT ON TABLE reallocations IS 'Cases of one judge that are to go to others by draws of their own. What was approved is applied in the same transaction; each draw names the reallocation in redraws.';
COMMENT ON COLUMN reallocations.person_id IS 'The judge whose cases they are.';
COMMENT ON COLUMN reallocations.origin IS 'by_hand: somebody asked for it; else what about the judge made it likely to be needed.';
COMMENT ON COLUMN reallocations.began_on IS 'The first day of that absence or suspension: for each of them one is proposed.';
COMMENT ON COLUMN reallocations.which IS 'Which of the judge''s open cases; listed: those of case_ids.';
COMMENT ON COLUMN reallocations.stated IS 'Why, in words that everybody may read: it is shown with each draw.';
COMMENT ON COLUMN reallocations.version IS 'Counts the previews; 0: nobody has looked yet. An approval names the one it is about.';
COMMENT ON COLUMN reallocations.preview IS 'Who could get what, what stays, which hearings move, who is told: as shown.';
COMMENT ON COLUMN reallocations.plan IS 'What of it must still hold when it is approved.';
COMMENT ON COLUMN reallocations.decided_by IS 'The person_id of who approved or withdrew it.';
COMMENT ON COLUMN reallocations.part_heard IS 'Part-heard cases that the approval named: they went to others too.';
COMMENT ON COLUMN reallocations.refused IS 'Why the last approval was not applied: [{field, code, text}]. Nothing of it was.';
CREATE INDEX reallocations_of_court ON reallocations (court_id, proposed_at);

ALTER TABLE draw_rules
    -- squawk-ignore adding-field-with-default
    ADD COLUMN long_absence_days integer NOT NULL DEFAULT 60 CHECK (long_absence_days >= 1),
    -- squawk-ignore adding-field-with-default
    ADD COLUMN suspension_days integer NOT NULL DEFAULT 0 CHECK (suspension_days >= 0);
COMMENT ON COLUMN draw_rules.long_absence_days IS 'Of a judge who is away for longer a reallocation of the cases is proposed.';
COMMENT ON COLUMN draw_rules.suspension_days IS 'Of a judge who has been suspended for so long a reallocation of the cases is proposed.';
