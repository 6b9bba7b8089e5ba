-- Changes of working patterns are known before their day.

ALTER TABLE posts ADD COLUMN working_patterns jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN posts.working_patterns IS
'[{from_on, working_pattern}, ...] by their days: changes to come; a pattern that is null means every half day.';
