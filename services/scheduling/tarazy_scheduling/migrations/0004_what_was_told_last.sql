-- What is told again has the data with which it was told: of each hearing its last event is kept, of a calendar its range.

COMMENT ON COLUMN hearings.told IS 'The data of the event told last, of the type told_type.';

ALTER TABLE courts ADD COLUMN calendar_from_on date, ADD COLUMN calendar_to_on date;
COMMENT ON COLUMN courts.calendar_from_on IS 'The first day of the range that court.calendar.changed named last; null while calendar_version is 0.';
COMMENT ON COLUMN courts.calendar_to_on IS 'The last day of that range.';
-- Of a calendar that was changed before the range was kept: all days that anything is listed on.
UPDATE courts SET calendar_from_on = current_date, calendar_to_on = current_date + 731 WHERE calendar_version > 0;
