-- Norms for one instance, and norms of the whole country that a court's own go before.

ALTER TABLE norms ADD COLUMN instance text NOT NULL DEFAULT '';
ALTER TABLE norms ADD COLUMN country_wide boolean NOT NULL DEFAULT false;
-- squawk-ignore ban-drop-constraint
ALTER TABLE norms DROP CONSTRAINT norms_pkey;
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
ALTER TABLE norms ADD PRIMARY KEY (court_id, category, instance, country_wide, valid_from);
COMMENT ON TABLE norms IS 'How many minutes of a judge''s work a case of a category stands for in the court.';
COMMENT ON COLUMN norms.instance IS 'Of cases of this instance; empty for those of any.';
COMMENT ON COLUMN norms.country_wide IS 'Holds in all courts: any norm of the court''s own goes before it.';
