-- Text messages that go over the air in several parts: each is reported by itself.

CREATE TABLE notice_parts (
    notice_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    channel text NOT NULL,
    reference text NOT NULL,
    arrived_at timestamptz,
    PRIMARY KEY (notice_id, number)
);
COMMENT ON TABLE notice_parts IS 'What a gateway calls the parts of a message of several. It is delivered when all of them are, and has come back when one has.';
COMMENT ON COLUMN notice_parts.arrived_at IS 'When the gateway reported that this part has arrived.';
CREATE INDEX notice_parts_by_reference ON notice_parts (channel, reference);
