-- What people do with hearings, kept for good; and how hearings stood before, so that whoever saw an older version can
-- be told what has changed since.

CREATE TABLE hearing_changes (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    change_id uuid NOT NULL,
    court_id text NOT NULL REFERENCES courts,
    hearing_id uuid NOT NULL REFERENCES hearings,
    operation text NOT NULL CHECK (operation IN ('move', 'swap', 'split', 'merge', 'fix', 'unfix', 'vacate', 'undo')),
    ordered_by uuid NOT NULL,
    at timestamptz NOT NULL,
    reason text,
    note text,
    undoes uuid,
    cause uuid NOT NULL,
    version_before integer NOT NULL,
    version_after integer NOT NULL,
    before json NOT NULL,
    after json NOT NULL,
    UNIQUE (change_id, hearing_id),
    CHECK (operation <> 'vacate' OR reason IS NOT NULL),
    CHECK ((operation = 'undo') = (undoes IS NOT NULL))
);
COMMENT ON TABLE hearing_changes IS 'Who changed which hearing by hand, when, how and why. Rows never change.';
COMMENT ON COLUMN hearing_changes.number IS 'In the order in which they were written.';
COMMENT ON COLUMN hearing_changes.change_id IS 'One for all hearings of one order; given by whoever orders, so that the same order again does nothing.';
COMMENT ON COLUMN hearing_changes.ordered_by IS 'The person_id of who answers for it.';
COMMENT ON COLUMN hearing_changes.reason IS 'A code of the catalogue (by_hand_reason).';
COMMENT ON COLUMN hearing_changes.note IS 'In the words of whoever ordered it.';
COMMENT ON COLUMN hearing_changes.undoes IS 'The change_id of what it takes back.';
COMMENT ON COLUMN hearing_changes.cause IS 'The ce_causationid of what was told of it, other hearings that followed included.';
COMMENT ON COLUMN hearing_changes.before IS 'The hearing as it stood, as in hearings.document.';
COMMENT ON COLUMN hearing_changes.after IS 'The hearing as it stood then.';
CREATE INDEX hearing_changes_of_hearing ON hearing_changes (hearing_id, number);

CREATE FUNCTION hearing_changes_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'changes by hand are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION hearing_changes_are_kept() IS 'Refuses every change of what was noted about changes by hand but a new row.';
CREATE TRIGGER hearing_changes_are_kept BEFORE UPDATE OR DELETE ON hearing_changes
FOR EACH ROW EXECUTE FUNCTION hearing_changes_are_kept();
CREATE TRIGGER hearing_changes_are_not_emptied BEFORE TRUNCATE ON hearing_changes
FOR EACH STATEMENT EXECUTE FUNCTION hearing_changes_are_kept();

CREATE TABLE hearing_versions (
    hearing_id uuid NOT NULL REFERENCES hearings,
    version integer NOT NULL CHECK (version > 0),
    document json NOT NULL,
    PRIMARY KEY (hearing_id, version)
);
COMMENT ON TABLE hearing_versions IS 'Hearings as they stood at each version but the present one; those that never changed have none.';
COMMENT ON COLUMN hearing_versions.document IS 'As in hearings.document.';

-- The new check lets in more than the old one, and the table is small.
-- squawk-ignore ban-drop-constraint
ALTER TABLE catalogue DROP CONSTRAINT catalogue_kind_check;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE catalogue ADD CONSTRAINT catalogue_kind_check CHECK (kind IN (
    'category', 'hearing_type', 'room_feature', 'change_reason', 'conflict', 'unallocated_reason',
    'refusal_reason', 'exclusion', 'correction_reason', 'by_hand_reason'
));

INSERT INTO catalogue (kind, code, valid_from, name) VALUES
('by_hand_reason', 'asked_by_party', '2020-01-01', '{"kk": "Тараптың өтініші", "ru": "Просьба стороны", "en": "A party has asked for it"}'),
('by_hand_reason', 'asked_by_judge', '2020-01-01', '{"kk": "Судьяның өтініші", "ru": "Просьба судьи", "en": "The judge has asked for it"}'),
('by_hand_reason', 'participant_absent', '2020-01-01', '{"kk": "Қатысушы келе алмайды", "ru": "Участник не может явиться", "en": "A participant cannot come"}'),
('by_hand_reason', 'case_not_ready', '2020-01-01', '{"kk": "Іс дайын емес", "ru": "Дело не готово", "en": "The case is not ready"}'),
('by_hand_reason', 'settled', '2020-01-01', '{"kk": "Тараптар бітімге келді", "ru": "Стороны примирились", "en": "The parties have settled"}'),
('by_hand_reason', 'room_unusable', '2020-01-01', '{"kk": "Залды пайдалануға болмайды", "ru": "Зал непригоден", "en": "The room cannot be used"}'),
('by_hand_reason', 'technical', '2020-01-01', '{"kk": "Техникалық себеп", "ru": "Техническая причина", "en": "A technical reason"}'),
('by_hand_reason', 'other', '2020-01-01', '{"kk": "Басқа себеп", "ru": "Другая причина", "en": "Another reason"}'),
('refusal_reason', 'hearing_changed', '2020-01-01', '{"kk": "Отырыс содан бері өзгерді", "ru": "Заседание с тех пор изменилось", "en": "The hearing has changed since"}'),
('refusal_reason', 'hearing_unlisted', '2020-01-01', '{"kk": "Отырыстың орны жоқ", "ru": "Заседание не назначено", "en": "The hearing has no place"}'),
('refusal_reason', 'same_hearing', '2020-01-01', '{"kk": "Бұл бір отырыс", "ru": "Это одно и то же заседание", "en": "It is one and the same hearing"}'),
('refusal_reason', 'fixed_by_hand', '2020-01-01', '{"kk": "Отырыс орнына бекітілген", "ru": "Заседание закреплено", "en": "A person has fixed the hearing where it is"}'),
('refusal_reason', 'judge_not_allocated', '2020-01-01', '{"kk": "Іс басқа судьяға бөлінген", "ru": "Дело распределено другому судье", "en": "The case was allocated to another judge"}'),
('refusal_reason', 'minutes_wrong', '2020-01-01', '{"kk": "Отырыстардың ұзақтығы сұралғанға тең емес", "ru": "Длительность заседаний не равна запрошенной", "en": "The sittings do not add up to the minutes asked for"}'),
('refusal_reason', 'sittings_overlap', '2020-01-01', '{"kk": "Отырыстар бір-бірімен қабаттасады", "ru": "Заседания накладываются друг на друга", "en": "The sittings overlap"}'),
('refusal_reason', 'days_not_consecutive', '2020-01-01', '{"kk": "Отырыс күндері қатар емес", "ru": "Дни заседаний не следуют друг за другом", "en": "The sitting days do not follow each other"}'),
('refusal_reason', 'unknown_room', '2020-01-01', '{"kk": "Сотта мұндай зал жоқ", "ru": "В суде нет такого зала", "en": "The court has no such room"}'),
('refusal_reason', 'nothing_to_undo', '2020-01-01', '{"kk": "Қайтаратын өзгеріс жоқ", "ru": "Отменять нечего", "en": "There is nothing to undo"}');
