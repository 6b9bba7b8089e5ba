-- What comes to courts, counted for figures of workload; what a case weighs where nobody says it; the judge-year value.

ALTER TABLE case_facts
ADD COLUMN category text,
ADD COLUMN instance text,
ADD COLUMN filed_on date;
COMMENT ON COLUMN case_facts.category IS 'As scheduling said last; null while it has not said so.';
COMMENT ON COLUMN case_facts.filed_on IS 'Day in the court''s zone on which the case came.';

-- Told before that was said with each draw: the category from a hearing of the case, the day from when it was drawn.
UPDATE case_facts AS told SET
    category = heard.category, instance = 'first',
    filed_on = (told.told_at AT TIME ZONE coalesce(
        (SELECT zone FROM courts WHERE courts.court_id = told.court_id AND superseded_at IS NULL), 'Asia/Almaty'
    ))::date
FROM (SELECT DISTINCT ON (case_id) case_id, category FROM hearing_facts WHERE category IS NOT NULL ORDER BY case_id, told_at)
    AS heard
WHERE told.case_id = heard.case_id;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX case_facts_by_day ON case_facts (court_id, filed_on) INCLUDE (category, instance, judge);

CREATE TABLE incoming_months (
    month date NOT NULL CHECK (extract(DAY FROM month) = 1),
    court_id text NOT NULL,
    category text NOT NULL,
    instance text NOT NULL,
    cases bigint NOT NULL,
    PRIMARY KEY (month, court_id, category, instance)
);
COMMENT ON TABLE incoming_months IS 'How many cases came to a court in a month: case_facts counted by whoever writes them.';
COMMENT ON COLUMN incoming_months.month IS 'Its first day.';
INSERT INTO incoming_months (month, court_id, category, instance, cases)
SELECT date_trunc('month', filed_on)::date, court_id, category, instance, count(*)
FROM case_facts WHERE category IS NOT NULL AND filed_on IS NOT NULL GROUP BY 1, 2, 3, 4;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hearing_facts_held ON hearing_facts (court_id, started_at) INCLUDE (minutes)
WHERE status = 'recorded' AND outcome = 'held';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX absences_of_anybody ON absences (person_id) WHERE superseded_at IS NULL AND what = 'approved';

CREATE TABLE default_weights (
    category text PRIMARY KEY,
    weight_minutes integer NOT NULL CHECK (weight_minutes >= 0)
);
COMMENT ON TABLE default_weights IS
'What a case of a category weighs where neither its court nor the country has a norm: as the catalogue of scheduling ships.';
INSERT INTO default_weights (category, weight_minutes) VALUES
('civil.contract', 240),
('civil.family', 180),
('civil.labour', 240),
('civil.housing', 240),
('civil.other', 180),
('administrative.dispute', 300),
('administrative.offence', 45),
('criminal.minor', 360),
('criminal.serious', 1200),
('juvenile.offence', 480),
('special.proceedings', 90);

CREATE TABLE judge_years (
    level text NOT NULL CHECK (level IN ('', 'district', 'regional', 'cassation', 'supreme')),
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('changed')),
    working_days integer NOT NULL CHECK (working_days BETWEEN 1 AND 366),
    leave_days integer NOT NULL CHECK (leave_days >= 0),
    other_days integer NOT NULL CHECK (other_days >= 0),
    minutes_a_day integer NOT NULL CHECK (minutes_a_day BETWEEN 1 AND 1440),
    casework_percent integer NOT NULL CHECK (casework_percent BETWEEN 1 AND 100),
    source text,
    estimate boolean NOT NULL DEFAULT false,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (level, valid_from, version),
    CHECK (working_days > leave_days + other_days)
);
COMMENT ON TABLE judge_years IS
'Of what a year of one full-time judge is made, from a day on: (working - leave - other days) x minutes a day x casework.';
COMMENT ON COLUMN judge_years.level IS 'Of courts of this level, which goes before the value for all; empty for all.';
COMMENT ON COLUMN judge_years.other_days IS 'Sickness, training and whatever else takes whole days.';
COMMENT ON COLUMN judge_years.casework_percent IS 'Of a day''s minutes those for cases.';
COMMENT ON COLUMN judge_years.source IS 'Where the figures come from.';
COMMENT ON COLUMN judge_years.estimate IS 'Nobody has laid it down: the first value that somebody does may begin on any day.';
CREATE UNIQUE INDEX judge_years_standing ON judge_years (level, valid_from) WHERE superseded_at IS NULL;
CREATE TRIGGER judge_years_history BEFORE UPDATE OR DELETE ON judge_years
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
INSERT INTO judge_years
(
    level, valid_from, version, what, working_days, leave_days, other_days, minutes_a_day, casework_percent, source,
    estimate, recorded_at
)
VALUES
('', '2020-01-01', 1, 'changed', 247, 30, 7, 480, 75, 'Tarazy''s own estimate: replace it by what is laid down', true,
 '2020-01-01');
