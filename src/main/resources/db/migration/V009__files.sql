-- Files of messages. What is told of a file is worked out from its rows; they are kept as long as messages are.
CREATE TABLE file (
    id         text COLLATE "C" PRIMARY KEY,
    account    text        NOT NULL,
    hash       bytea       NOT NULL, -- SHA-256 of its octets as they were uploaded
    form       text        NOT NULL, -- csv, json, ndjson
    charset    text        NOT NULL,
    status     text        NOT NULL, -- reading, read, final (every message of it is), bad (no row of it is good)
    rows_read  bigint      NOT NULL DEFAULT 0, -- number of the last row that is committed, good or bad
    rows_good  bigint      NOT NULL DEFAULT 0,
    rows_final bigint      NOT NULL DEFAULT 0, -- up to this row every message is final
    broken     text,                 -- why its rest can't be read; null: it can
    node       text,                 -- who reads it
    due        timestamptz,          -- when it is looked at again; null: not yet, or not any more
    at         timestamptz NOT NULL, -- of its last change
    UNIQUE (account, hash)
);

CREATE INDEX file_due ON file (due) WHERE status = 'read';

-- Written with the messages, by COPY.
CREATE TABLE file_row (
    file       text COLLATE "C" NOT NULL,
    number     bigint      NOT NULL, -- as the source counts: rows of data, elements or lines, from 1
    key        text,
    message_id text COLLATE "C",     -- null: it has an error
    error      text,
    PRIMARY KEY (file, number)
);

-- Each name under which a file came, and where its answers go.
CREATE TABLE upload (
    id            text COLLATE "C" PRIMARY KEY,
    file          text COLLATE "C" NOT NULL REFERENCES file ON DELETE CASCADE,
    name          text        NOT NULL,
    answers       text        NOT NULL, -- the endpoint that takes answer files
    place         text        NOT NULL, -- whose node can write there; '': any
    accepted_told boolean     NOT NULL DEFAULT false,
    report_told   boolean     NOT NULL DEFAULT false,
    due           timestamptz NOT NULL, -- a lease while its report is told
    UNIQUE (file, name, answers, place)
);

CREATE INDEX upload_due ON upload (due) WHERE accepted_told AND NOT report_told;
