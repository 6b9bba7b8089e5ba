-- A place that is kept for somebody from the waiting list until they accept it.

ALTER TABLE training_places ADD COLUMN offered_until timestamptz;
COMMENT ON COLUMN training_places.offered_until IS
'Until then a place is kept for whoever waits; null: none is.';
