-- An operator's hand on whatever tells people anything: the inbox as long as nothing was put into it, and calendars.

INSERT INTO gates (channel) VALUES ('feed');
COMMENT ON TABLE gates IS 'The gateway of each channel, as all senders know it: after failures in a row nothing is sent through it for a while. feed: the calendar that programs fetch, of which nothing is sent.';

CREATE FUNCTION is_in_inbox(channel text, state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN state NOT IN ('superseded', 'expired') AND (channel <> 'inbox' OR state NOT IN ('queued', 'sending'));
COMMENT ON FUNCTION is_in_inbox(text, text) IS 'Whether the reader of a notice finds it in the inbox: of what is for the inbox alone only what has been put there.';
