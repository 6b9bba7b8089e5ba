-- What a digest tells of is told to the world with it.

-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX digest_items_of_digest ON digest_items (digest_id, recipient_id) WHERE digest_id IS NOT NULL;
