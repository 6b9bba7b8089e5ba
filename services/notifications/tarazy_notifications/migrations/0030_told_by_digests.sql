-- Who was told of a hearing by a digest.

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX digest_items_about ON digest_items (subject_id) WHERE digest_id IS NOT NULL;
