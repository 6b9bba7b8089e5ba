-- Plans of a whole court: proposed, looked at, approved and applied at once, undone.

CREATE TABLE plans (
    court_id text NOT NULL REFERENCES courts,
    number integer NOT NULL CHECK (number > 0),
    begins_on date NOT NULL,
    ends_on date NOT NULL,
    fence_days integer NOT NULL CHECK (fence_days >= 0),
    change_penalty integer NOT NULL CHECK (change_penalty >= 0),
    change_budget integer CHECK (change_budget >= 0),
    state_hash text NOT NULL,
    state json NOT NULL,
    seed bigint NOT NULL,
    iterations bigint NOT NULL CHECK (iterations >= 0),
    core text NOT NULL,
    present_cost bigint NOT NULL,
    cost bigint NOT NULL,
    bound bigint,
    unavoidable bigint,
    moves json NOT NULL,
    preview json NOT NULL,
    proposed_at timestamptz NOT NULL,
    proposed_by uuid,
    status text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'approved', 'undone', 'withdrawn')),
    decided_at timestamptz,
    decided_by uuid,
    moved json,
    undone_at timestamptz,
    undone_by uuid,
    refused_at timestamptz,
    refused json,
    PRIMARY KEY (court_id, number),
    CHECK (begins_on <= ends_on),
    CHECK ((status = 'proposed') = (decided_by IS NULL)),
    CHECK ((status IN ('approved', 'undone')) = (moved IS NOT NULL)),
    CHECK ((status = 'undone') = (undone_by IS NOT NULL))
);
COMMENT ON TABLE plans IS 'Plans of a court''s hearings. What was approved was applied in the same transaction, every move told with the reason plan.';
COMMENT ON COLUMN plans.number IS 'Counts the plans of the court.';
COMMENT ON COLUMN plans.begins_on IS 'The first day that the plan may touch: never before the fence on the day it was made.';
COMMENT ON COLUMN plans.change_penalty IS 'What the search paid for each published place that it changed.';
COMMENT ON COLUMN plans.change_budget IS 'How many published places it may change; null: no limit.';
COMMENT ON COLUMN plans.state IS 'What it rests on: kind and id of every record, and what changes when the record does. It is applied only while all of this holds.';
COMMENT ON COLUMN plans.state_hash IS 'SHA-256 of the state, as the instance that the search was given names it.';
COMMENT ON COLUMN plans.seed IS 'With the iterations and the same instance it makes the same plan again.';
COMMENT ON COLUMN plans.present_cost IS 'What it cost to leave everything as it was.';
COMMENT ON COLUMN plans.bound IS 'Proved: no plan costs less. Null: nothing was proved.';
COMMENT ON COLUMN plans.unavoidable IS 'Of the bound: for what no plan can list.';
COMMENT ON COLUMN plans.moves IS 'Of each hearing that changes: where it was, why it had no place, where it is to be.';
COMMENT ON COLUMN plans.preview IS 'What it would bring, as shown. Ids and numbers, no names.';
COMMENT ON COLUMN plans.decided_by IS 'The person_id of who approved or withdrew it.';
COMMENT ON COLUMN plans.moved IS 'The moves with the versions of the hearings that they made: undone only while these stand.';
COMMENT ON COLUMN plans.refused IS 'Why the last approval or undoing came to nothing: [{field, code, text}].';
