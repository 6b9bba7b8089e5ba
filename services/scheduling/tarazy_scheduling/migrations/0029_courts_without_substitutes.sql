-- A court may decide that nobody sits for a judge who is away unless a person says so.

ALTER TABLE listing_rules ADD COLUMN substitutes boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN listing_rules.substitutes IS 'Whether another judge sits in a single hearing by itself, where the judge of the case is away.';
