-- Posts that exist from one day to another and hold a share of full time; who acts in a post, and that no more of it is
-- held than it has.

-- The tables are small: what is checked or indexed here takes no time that anybody waits for.
ALTER TABLE posts
ADD COLUMN share numeric CHECK (share > 0 AND share <= 100),
ADD COLUMN role text,
ADD COLUMN speciality text,
ADD COLUMN from_on date,
ADD COLUMN to_on date CHECK (to_on >= from_on);
COMMENT ON COLUMN posts.share IS 'How much of full time it holds on any day; null for posts listed before shares were kept.';
COMMENT ON COLUMN posts.role IS 'What its holders are; null leaves that to their appointments.';
COMMENT ON COLUMN posts.speciality IS 'The specialism that the post is meant for.';
COMMENT ON COLUMN posts.from_on IS 'The first day on which the post exists; null: since ever.';
COMMENT ON COLUMN posts.to_on IS 'The last day, of a post that is abolished.';

-- squawk-ignore ban-drop-constraint
ALTER TABLE posts DROP CONSTRAINT posts_what_check;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE posts ADD CONSTRAINT posts_what_check CHECK (what IN ('registered', 'changed', 'abolished'));
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX posts_by_id ON posts (post_id) WHERE superseded_at IS NULL;

ALTER TABLE appointments ADD COLUMN acting boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN appointments.acting IS 'In the place of a holder who is away, or of none yet.';

ALTER TABLE post_holdings
ADD COLUMN share numeric NOT NULL DEFAULT 1,
ADD COLUMN acting boolean NOT NULL DEFAULT false;
UPDATE post_holdings AS held SET share = made.full_time_share
FROM appointments AS made
WHERE made.court_id = held.court_id AND made.person_id = held.person_id AND made.tenure = held.tenure
  AND made.superseded_at IS NULL;
COMMENT ON COLUMN post_holdings.share IS 'How much of full time the holder works.';
COMMENT ON COLUMN post_holdings.acting IS 'Counted by itself: who acts takes nothing of the post''s share.';

-- squawk-ignore ban-drop-constraint
ALTER TABLE post_holdings DROP CONSTRAINT one_holder_per_post;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE post_holdings ADD CONSTRAINT one_holder_per_post
EXCLUDE USING gist (court_id WITH =, post_id WITH =, (acting::integer) WITH =, in_post WITH &&) WHERE (exclusive);

-- A sum over several rows is no constraint that an index can keep. Whoever changes the holders or the shares of a court's
-- posts takes the lock under which the court is decided about, and then reads what others have committed meanwhile. That
-- takes a snapshot for each statement: with an older one the lock would prove nothing.
CREATE FUNCTION check_shares_of(courts text[], checked uuid[]) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    court text;
    broken record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'posts are filled in transactions that read what is committed, not in %',
            current_setting('transaction_isolation') USING ERRCODE = 'feature_not_supported';
    END IF;
    FOR court IN SELECT DISTINCT c FROM unnest(courts) AS c ORDER BY c LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended('tarazy hr court ' || court, 0));
    END LOOP;
    SELECT held.post_id, lower(held.in_post) AS day, sum(other.share) AS held_share, post.share INTO broken
    FROM posts AS post
    JOIN post_holdings AS held USING (court_id, post_id)
    JOIN post_holdings AS other
      ON other.court_id = held.court_id AND other.post_id = held.post_id AND other.acting = held.acting
     AND other.in_post @> lower(held.in_post)
    WHERE post.court_id = ANY(courts) AND post.post_id = ANY(checked) AND post.superseded_at IS NULL
    GROUP BY held.court_id, held.post_id, held.person_id, held.tenure, held.in_post, post.share
    HAVING sum(other.share) > post.share
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'post % is held with % on %, it has %', broken.post_id, broken.held_share, broken.day, broken.share
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'post_share_kept';
    END IF;
    SELECT held.post_id INTO broken
    FROM posts AS post
    JOIN post_holdings AS held USING (court_id, post_id)
    WHERE post.court_id = ANY(courts) AND post.post_id = ANY(checked) AND post.superseded_at IS NULL
      AND NOT held.in_post <@ daterange(post.from_on, post.to_on, '[]')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'post % is held on days on which it does not exist', broken.post_id
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'post_held_while_there';
    END IF;
END
$$;
COMMENT ON FUNCTION check_shares_of(text[], uuid[]) IS
'Refuses more of a post held on some day than it has, and a holder on a day on which the post does not exist.';

CREATE FUNCTION shares_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM check_shares_of(array_agg(DISTINCT court_id), array_agg(DISTINCT post_id)) FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION shares_are_kept() IS 'Checks the posts of the rows that a statement has left behind.';

CREATE TRIGGER holders_within_share AFTER INSERT ON post_holdings
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION shares_are_kept();
CREATE TRIGGER holders_still_within_share AFTER UPDATE ON post_holdings
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION shares_are_kept();
CREATE TRIGGER share_above_holders AFTER INSERT ON posts
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION shares_are_kept();
