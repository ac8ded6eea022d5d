-- The truth of the hub. Ids are ULIDs: they sort by time, so collation "C" keeps the indexes cheap.
-- No foreign keys on the hot tables: each would lock and check a parent row once a delivery; rows are written and removed together.

CREATE TABLE message (
    id              text COLLATE "C" PRIMARY KEY,
    account         text        NOT NULL,
    class           text        NOT NULL,
    status          text        NOT NULL,
    reason          text,
    recipient       jsonb       NOT NULL, -- as accepted, in normal form: {"phone": "+79161234567"}
    addresses       text[]      NOT NULL, -- the same for look-ups: {phone:+79161234567}
    sender          text,
    text            text        NOT NULL,
    plan            jsonb       NOT NULL, -- the cascade: [{channel, address, timeout, required, segments}]
    tags            jsonb       NOT NULL,
    callback_url    text,
    callback_events text[]      NOT NULL,
    sequence        integer     NOT NULL DEFAULT 0, -- of the callbacks told so far
    replay_of       text,
    created_at      timestamptz NOT NULL,
    send_at         timestamptz,
    valid_until     timestamptz NOT NULL,
    final_at        timestamptz,
    timeline        jsonb       NOT NULL
) WITH (fillfactor = 80); -- no indexed column of a message changes: its updates stay on the page

CREATE INDEX message_account ON message (account, id);
CREATE INDEX message_addresses ON message USING gin (addresses);

CREATE TABLE delivery (
    id          text COLLATE "C" PRIMARY KEY,
    message_id  text COLLATE "C" NOT NULL,
    position    smallint    NOT NULL, -- in the plan, from 0
    account     text        NOT NULL,
    rank        smallint    NOT NULL, -- of the class, 0 goes first
    channel     text        NOT NULL,
    address     text,
    provider    text,
    status      text        NOT NULL,
    code        text,
    attempts    smallint    NOT NULL DEFAULT 0,
    repeats     smallint    NOT NULL DEFAULT 0, -- sent once more after an unknown outcome
    segments    smallint    NOT NULL,
    reference   integer     NOT NULL, -- 0 to 65535, returned by some carriers
    parts       jsonb,                -- what the provider took: [{id, state}]
    timed_out   boolean     NOT NULL DEFAULT false, -- its step's time is over, the next one has started
    node        text,                 -- who leases the row until due
    due         timestamptz,          -- when the clock looks at it; null: nothing to wait for
    sent_at     timestamptz,
    final_at    timestamptz,
    timeline    jsonb       NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX delivery_message ON delivery (message_id);
-- The clock's. Its predicate must not follow from the claim's condition, or the planner reads it for every claim.
CREATE INDEX delivery_due ON delivery (status, rank, channel, account, due) WHERE due IS NOT NULL;

CREATE TABLE idempotency (
    account     text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    message_id  text        NOT NULL,
    status      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (account, key)
);

CREATE INDEX idempotency_created ON idempotency USING brin (created_at);

-- One row per provider's id, written by whichever comes first: the answer to the submit, or the receipt.
CREATE TABLE provider_message (
    provider    text        NOT NULL,
    id          text        NOT NULL,
    delivery_id text,       -- null: the receipt came first and is parked
    receipt     jsonb,
    at          timestamptz NOT NULL,
    PRIMARY KEY (provider, id)
);

CREATE INDEX provider_message_parked ON provider_message (provider, at) WHERE delivery_id IS NULL;

-- Append only. What holds now is the latest row of each (address, class, channel).
CREATE TABLE consent (
    id          text COLLATE "C" PRIMARY KEY,
    account     text        NOT NULL,
    address     text        NOT NULL, -- as in message.addresses
    class       text        NOT NULL,
    channel     text,                 -- null: all
    granted     boolean     NOT NULL,
    method      text        NOT NULL,
    evidence    jsonb,
    at          timestamptz NOT NULL, -- when the person said so
    recorded_at timestamptz NOT NULL,
    recorded_by text        NOT NULL
);

CREATE INDEX consent_address ON consent (account, address, class, at);

CREATE TABLE callback (
    id         text COLLATE "C" PRIMARY KEY, -- the webhook-id
    account    text        NOT NULL,
    message_id text        NOT NULL,
    url        text        NOT NULL,
    body       text        NOT NULL,
    attempts   smallint    NOT NULL DEFAULT 0,
    node       text,
    due        timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX callback_due ON callback (due);

CREATE TABLE dead_letter (
    id         text COLLATE "C" PRIMARY KEY,
    account    text,        -- null: a queue message that could not be understood
    message_id text,
    reason     text        NOT NULL,
    callback   jsonb,       -- a callback that was given up: {id, url, body}; null: the message itself could not be done
    at         timestamptz NOT NULL
);

CREATE INDEX dead_letter_account ON dead_letter (account, id);

-- Replies wait here; what comes in is a row first.
CREATE TABLE reply (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel   text        NOT NULL,
    provider  text        NOT NULL,
    sender    text        NOT NULL,
    recipient text        NOT NULL,
    text      text        NOT NULL,
    at        timestamptz NOT NULL
);

-- What the sandbox carrier took, and the receipts that it still has to give.
CREATE TABLE sandbox_message (
    id          text COLLATE "C" PRIMARY KEY,
    account     text        NOT NULL,
    channel     text        NOT NULL,
    address     text        NOT NULL,
    sender      text,
    text        text        NOT NULL,
    reference   integer     NOT NULL,
    at          timestamptz NOT NULL,
    receipts    text[]      NOT NULL, -- states to tell, in order
    due         timestamptz           -- of the next receipt; null: all told
);

CREATE INDEX sandbox_message_account ON sandbox_message (account, id);
CREATE INDEX sandbox_message_due ON sandbox_message (due) WHERE due IS NOT NULL;

-- Live nodes; one without a heartbeat loses its leases.
CREATE TABLE node (
    id        text COLLATE "C" PRIMARY KEY,
    heartbeat timestamptz NOT NULL
);

-- What a recipient has said about a class on a channel: granted, withdrawn (it wins), or none.
-- One definition for the gate and for the claim. The latest word of each address and scope (the channel, or all) counts.
CREATE FUNCTION consent_state(account text, addresses text[], class text, channel text) RETURNS text
LANGUAGE sql STABLE AS
$$
SELECT CASE WHEN bool_or(NOT latest.granted) THEN 'withdrawn' WHEN bool_or(latest.granted) THEN 'granted' ELSE 'none' END
FROM (SELECT DISTINCT ON (c.address, c.channel) c.granted
      FROM consent c
      WHERE c.account = $1 AND c.address = ANY ($2) AND c.class = $3 AND (c.channel IS NULL OR c.channel = $4)
      ORDER BY c.address, c.channel, c.at DESC, c.id DESC) latest
$$;
