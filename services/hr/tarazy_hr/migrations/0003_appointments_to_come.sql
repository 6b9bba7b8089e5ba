-- Appointments that were entered while an earlier one of the same person still lasts.

CREATE TABLE appointments_to_come (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    tenure bigint NOT NULL,
    held_until date NOT NULL,
    PRIMARY KEY (court_id, person_id, tenure)
);
COMMENT ON TABLE appointments_to_come IS
'Others know one appointment of a person in a court: the next is told when the one before it is over.';
COMMENT ON COLUMN appointments_to_come.held_until IS 'Last day of the appointment before, in the court''s zone.';
