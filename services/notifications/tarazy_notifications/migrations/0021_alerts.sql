-- Alerts about the system that operators were told of.

CREATE TABLE alerts_told (
    fingerprint text NOT NULL,
    starts_at timestamptz NOT NULL,
    firing boolean NOT NULL,
    told_at timestamptz NOT NULL,
    PRIMARY KEY (fingerprint, starts_at, firing)
);
COMMENT ON TABLE alerts_told IS 'Each alert once that it fires and once that it is over, for 90 days: Alertmanager repeats itself.';
COMMENT ON COLUMN alerts_told.fingerprint IS 'Of its labels, as Alertmanager has it.';
