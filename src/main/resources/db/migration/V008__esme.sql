-- What SMPP clients are owed: receipts and replies, until the client has acknowledged them.
CREATE TABLE esme_deliver (
    id           text COLLATE "C" PRIMARY KEY, -- a ULID; in the order in which they came to be
    account      text        NOT NULL,
    system_id    text        NOT NULL,
    message_id   text COLLATE "C",  -- null: a reply, or the receipt of a part that never became a message
    submit_id    text,              -- what the client was given; null: a reply
    state        smallint,          -- message_state, 1: not the end yet; null: a reply
    code         text,
    source       text,              -- these four, null: as the message has them
    destination  text,
    text         text,
    submitted_at timestamptz,
    done_at      timestamptz NOT NULL,
    attempts     smallint    NOT NULL DEFAULT 0,
    node         text,              -- who has it in a queue, or sends it, until due
    due          timestamptz NOT NULL
) WITH (autovacuum_vacuum_threshold = 100000);

-- A million rows of a client that is away, or of who had its name before, are never between another client and its own.
CREATE INDEX esme_deliver_due ON esme_deliver (account, system_id, due);
-- The end is not told before what came before it.
CREATE INDEX esme_deliver_early ON esme_deliver (message_id) WHERE state = 1;

-- Ids that clients were given where they are not simply a message's own: of parts, and of submit_multi.
CREATE TABLE esme_submit (
    id           text COLLATE "C" NOT NULL,
    position     smallint    NOT NULL, -- of the message among those of its id, or of the part in its message; from 0
    account      text        NOT NULL,
    system_id    text        NOT NULL,
    message_id   text COLLATE "C",     -- null: a part that waits for the others (due), or for nothing any more
    registered   smallint    NOT NULL, -- registered_delivery
    submitted_at timestamptz NOT NULL,
    due          timestamptz,          -- of a part until its message is accepted: when the clock looks at it
    -- of a part
    source       text,
    destination  text,
    reference    integer,
    total        smallint,
    door         text,
    traceparent  text,
    key          text,
    fingerprint  bytea,                -- SHA-256: tells a repeated part from another
    message      text,                 -- JSON without its text; this and the body go when the message is accepted
    data_coding  smallint,
    body         bytea,                -- user data without its header
    PRIMARY KEY (id, position)
) WITH (autovacuum_vacuum_threshold = 100000);

CREATE UNIQUE INDEX esme_submit_key ON esme_submit (account, key) WHERE key IS NOT NULL;
CREATE INDEX esme_submit_message ON esme_submit (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX esme_submit_waiting ON esme_submit (system_id, destination, reference) WHERE due IS NOT NULL;
-- The message of a part that came again after it went.
CREATE INDEX esme_submit_again ON esme_submit (fingerprint) WHERE message_id IS NOT NULL AND fingerprint IS NOT NULL;
CREATE INDEX esme_submit_due ON esme_submit (due) WHERE due IS NOT NULL;

ALTER TABLE reply ADD COLUMN account text; -- whose it is; null: nobody's
