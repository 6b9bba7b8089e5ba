-- An id that one court has used is another court's own to use: neither can change what the other has declared.

-- A short lock of a small table that is written only when hr tells of an interest.
-- squawk-ignore ban-drop-constraint
ALTER TABLE interests DROP CONSTRAINT interests_pkey;
-- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
ALTER TABLE interests ADD PRIMARY KEY (court_id, interest_id);
-- The new key starts with the same column.
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX interests_of_court;
