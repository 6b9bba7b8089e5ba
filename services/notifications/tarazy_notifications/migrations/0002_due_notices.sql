-- The queue is found by due_at alone: with a state beside it the planner took the queue for nearly empty, and read and
-- sorted all of it to find the first few.

ALTER TABLE notices ADD CONSTRAINT due_while_open
    CHECK ((due_at IS NOT NULL) = (state IN ('queued', 'sending'))) NOT VALID;
-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX notices_open;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notices_due ON notices (due_at) WHERE due_at IS NOT NULL;
-- What has left is never due again; without eager vacuum its dead rows lie before those that are.
ALTER TABLE notices SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
