-- A case that was withdrawn or struck out is looked for when another is filed: it may be the same again.

-- Written once a case, when it ends.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX cases_that_ended ON cases (court_id, closed_at) WHERE closed_at IS NOT NULL;
