-- What the summonses of courts lack.

CREATE TABLE summons_gaps (
    court_id text NOT NULL,
    topic text NOT NULL,
    item text NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    notices bigint NOT NULL,
    last_notice_id uuid NOT NULL,
    PRIMARY KEY (court_id, topic, item)
);
COMMENT ON TABLE summons_gaps IS 'What summonses have left without although they should say it: one row for each thing that a court has to mend.';
COMMENT ON COLUMN summons_gaps.item IS 'court_address, consequences, ...: what a rule of the kind summons names.';
COMMENT ON COLUMN summons_gaps.notices IS 'How many have left without it; after a crash a few too few.';
