-- Receivers of webhooks that are not as any other.

CREATE TABLE webhook_endpoints (
    address text PRIMARY KEY,
    generation integer NOT NULL DEFAULT 1 CHECK (generation >= 1),
    old_until timestamptz,
    disabled_at timestamptz
);
COMMENT ON TABLE webhook_endpoints IS 'Receivers whose secret was changed, or that asked to be left alone; no secret is stored.';
COMMENT ON COLUMN webhook_endpoints.generation IS 'How often the secret was given out anew, from 1: secrets are computed from it and the key of the installation.';
COMMENT ON COLUMN webhook_endpoints.old_until IS 'Until then messages are signed with the secret before as well.';
COMMENT ON COLUMN webhook_endpoints.disabled_at IS 'Since when nothing is sent there: it answered 410.';
