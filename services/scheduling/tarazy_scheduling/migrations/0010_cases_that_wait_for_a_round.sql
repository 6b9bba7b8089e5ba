-- A case is drawn with a round of a beacon that was fixed before anybody could know it, and waits until it comes out.

CREATE TABLE awaited_rounds (
    case_id uuid PRIMARY KEY,
    turn bigint GENERATED ALWAYS AS IDENTITY,
    court_id text NOT NULL,
    chain text NOT NULL,
    round bigint NOT NULL CHECK (round > 0),
    due_at timestamptz NOT NULL,
    since timestamptz NOT NULL,
    cause_id text NOT NULL,
    correlation_id text NOT NULL,
    traceparent text
);
COMMENT ON TABLE awaited_rounds IS 'Cases that wait for a round of a beacon to be drawn with; a row goes with the draw. The case says the same; this is for finding it.';
COMMENT ON COLUMN awaited_rounds.turn IS 'The order of the draws of one round in a court.';
COMMENT ON COLUMN awaited_rounds.due_at IS 'When the round comes out.';
COMMENT ON COLUMN awaited_rounds.since IS 'When the round was fixed.';
COMMENT ON COLUMN awaited_rounds.cause_id IS 'The ce_id of the event, or the id of the order, that the draw answers.';
COMMENT ON COLUMN awaited_rounds.correlation_id IS 'The ce_correlationid that goes with it.';
CREATE INDEX awaited_rounds_by_time ON awaited_rounds (due_at);
CREATE INDEX awaited_rounds_of_court ON awaited_rounds (court_id);
