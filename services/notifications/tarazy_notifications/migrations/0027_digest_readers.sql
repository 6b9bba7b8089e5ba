-- Feeds show what somebody is told by digests.

-- squawk-ignore require-concurrent-index-deletion
DROP INDEX digest_items_told;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX digest_items_of_reader ON digest_items (recipient_id, subject_id);
