-- Durations are learnt from the hearings of a court that are over.

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hearings_that_are_over ON hearings (court_id, latest_on)
WHERE state IN ('held', 'adjourned', 'not_held', 'cancelled');
COMMENT ON INDEX hearings_that_are_over IS 'For the durations of a court: a hearing enters it once, when it is over.';
