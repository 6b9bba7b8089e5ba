-- Beyond the fence people may be promised days instead of a date.

ALTER TABLE listing_rules
    ADD COLUMN range_after_days integer CHECK (range_after_days >= 0),
    ADD COLUMN range_weeks integer NOT NULL DEFAULT 1 CHECK (range_weeks > 0);
COMMENT ON COLUMN listing_rules.range_after_days IS 'Working days beyond the fence after which people are promised weeks and no dates; null: always dates.';
COMMENT ON COLUMN listing_rules.range_weeks IS 'How many weeks of the calendar such a promise is about.';

INSERT INTO catalogue (kind, code, valid_from, name) VALUES
('change_reason', 'date_fixed', '2020-01-01', '{"kk": "Отырыстың күні белгіленді", "ru": "Определена дата заседания", "en": "The date is settled"}');
