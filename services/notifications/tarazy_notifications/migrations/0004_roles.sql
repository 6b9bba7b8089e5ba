-- What a notice has to do with its reader.

ALTER TABLE notices
ADD COLUMN role text NOT NULL DEFAULT 'party',
ADD COLUMN capacity text NOT NULL DEFAULT '',
ADD COLUMN acts_for text NOT NULL DEFAULT '';
ALTER TABLE notices ADD CONSTRAINT role_is_known CHECK (
    role IN ('judge', 'clerk', 'interpreter', 'party', 'representative', 'staff', 'operator')
) NOT VALID;
COMMENT ON COLUMN notices.role IS 'Of rows from before roles were kept it is party, whoever they went to.';
COMMENT ON COLUMN notices.capacity IS 'In what a party takes part: claimant, witness, ...; empty if its court system did not say.';
COMMENT ON COLUMN notices.acts_for IS 'Of a representative: the names of those for whom this one acts.';
COMMENT ON COLUMN cases.parties IS '[{party_id, name, role, language, represents, person_id, contacts}]; of old rows without role.';
