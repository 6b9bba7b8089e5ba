-- What could not be told is found without reading all that was.

-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notices_untold ON notices (court_id, state, changed_at) WHERE state IN ('failed', 'bounced', 'expired');
