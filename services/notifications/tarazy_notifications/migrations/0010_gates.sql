-- What leaves first, through which gateways, and how much of it.

ALTER TABLE notices ADD COLUMN urgency smallint NOT NULL DEFAULT 1 CHECK (urgency BETWEEN 0 AND 2);
COMMENT ON COLUMN notices.urgency IS '0 overtakes whatever waits; 1 as usual; 2 may wait for the others.';
ALTER TABLE notices ADD COLUMN refusals integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN notices.refusals IS 'How often a gateway that could be reached did not take it for now.';
-- Found by gateway and urgency: what waits behind a gateway that is away or paused lies before nobody else.
-- One read of the table; services are stopped or tried again meanwhile, as the lock time-out of the runner has it.
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX notices_due;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX notices_due ON notices (channel, urgency, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE gates (
    channel text PRIMARY KEY,
    failures integer NOT NULL DEFAULT 0,
    trips integer NOT NULL DEFAULT 0,
    open_until timestamptz
);
COMMENT ON TABLE gates IS 'The gateway of each channel, as all senders know it: after failures in a row nothing is sent through it for a while.';
COMMENT ON COLUMN gates.failures IS 'Weight of the failures since it last took or refused anything.';
COMMENT ON COLUMN gates.trips IS 'How often it was given up since then: each time for longer.';
COMMENT ON COLUMN gates.open_until IS 'Until then nothing is sent; then one notice is, to see whether it is back. Null while it works.';
INSERT INTO gates (channel) VALUES ('email'), ('sms'), ('webhook'), ('inbox'), ('chat');

CREATE TABLE channel_pauses (
    pause_id uuid PRIMARY KEY,
    channel text NOT NULL REFERENCES gates (channel),
    paused_at timestamptz NOT NULL,
    paused_by text NOT NULL,
    reason text NOT NULL,
    resumed_at timestamptz CHECK (resumed_at >= paused_at),
    resumed_by text,
    CONSTRAINT resumed_whole CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
);
COMMENT ON TABLE channel_pauses IS 'When an operator held a channel, who and why. What waits stays queued.';
COMMENT ON COLUMN channel_pauses.paused_by IS 'As the audit trail names them.';
CREATE UNIQUE INDEX channel_paused ON channel_pauses (channel) WHERE resumed_at IS NULL;

-- What a crash of the database loses of it is the memory of an hour, so it is not written twice.
CREATE UNLOGGED TABLE allowances (
    bucket text PRIMARY KEY,
    starts_at timestamptz NOT NULL,
    seconds integer NOT NULL,
    before integer NOT NULL,
    taken integer NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE allowances IS 'How much has been sent through a gateway or to an address in the present window of time and the one before.';
COMMENT ON COLUMN allowances.bucket IS 'What is limited; an address stands in it as its hash.';
COMMENT ON COLUMN allowances.before IS 'Taken in the window before; counts by the share of it that lies within one window from now.';
CREATE TABLE tasks (
    task_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('no_proof', 'cannot_be_told')),
    subject_id uuid NOT NULL,
    subject_version bigint NOT NULL,
    hearing_id uuid,
    notice_id uuid,
    recipient_id uuid NOT NULL,
    topic text NOT NULL,
    due_at timestamptz NOT NULL,
    opened_at timestamptz NOT NULL,
    reason text,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    done_at timestamptz,
    done_by text,
    note_code text,
    CONSTRAINT one_task UNIQUE (subject_id, recipient_id, subject_version, kind),
    CONSTRAINT done_whole CHECK ((state = 'done') = (done_at IS NOT NULL AND done_by IS NOT NULL AND note_code IS NOT NULL))
);
COMMENT ON TABLE tasks IS 'What a clerk of the court has to do by hand because nobody knows that somebody was told.';
COMMENT ON COLUMN tasks.kind IS 'no_proof: nothing says that it has reached them; cannot_be_told: there is no way to send it.';
COMMENT ON COLUMN tasks.hearing_id IS 'Of a notice about a hearing.';
COMMENT ON COLUMN tasks.notice_id IS 'The last that was tried; null where there was nothing to try.';
COMMENT ON COLUMN tasks.due_at IS 'By when they have to know.';
COMMENT ON COLUMN tasks.reason IS 'Code: why the notice did not do.';
COMMENT ON COLUMN tasks.done_by IS 'As the audit trail names them; "system" where it closed by itself.';
COMMENT ON COLUMN tasks.note_code IS 'What was done; closed by itself: superseded, proof_came or over.';
CREATE INDEX tasks_open ON tasks (court_id, due_at) WHERE state = 'open';
CREATE INDEX tasks_open_of_subject ON tasks (subject_id) WHERE state = 'open';
