-- What a person may ask of us: to be forgotten, and who looked.

-- An erasure, and when it is done the act that documents it.
CREATE TABLE erasure (
    id           text COLLATE "C" PRIMARY KEY,
    account      text        NOT NULL,
    keys         text[],               -- who is to be erased, as in message.addresses; null: it is done
    hashes       bytea[]     NOT NULL, -- keyed, of their addresses as in suppression.hash; of contacts, of the whole key
    requested_at timestamptz NOT NULL,
    requested_by text        NOT NULL,
    address      text        NOT NULL, -- where the call came from
    counts       jsonb       NOT NULL DEFAULT '{}', -- rows by table
    finished_at  timestamptz,
    due          timestamptz           -- when the clock goes on with it; null: it is done
);

CREATE INDEX erasure_account ON erasure (account, id);
CREATE INDEX erasure_due ON erasure (due) WHERE due IS NOT NULL;

-- Rare rows, found by whom they concern.
CREATE INDEX dead_letter_message ON dead_letter (message_id);
CREATE INDEX reply_sender ON reply (account, (channel || ':' || lower(sender)));

-- In a file of people file_row.message_id is a contact.
ALTER TABLE file ADD COLUMN contacts boolean NOT NULL DEFAULT false;

-- Who looked at personal data. Append only.
CREATE TABLE access (
    id       text COLLATE "C" PRIMARY KEY,
    at       timestamptz NOT NULL,
    account  text        NOT NULL, -- whose data
    who      text        NOT NULL, -- key:DIGITS of its SHA-256, soap:USER, operator:NAME
    what     text        NOT NULL, -- the operation, as in the OpenAPI file
    object   text,                 -- a message's id
    subject  bytea,                -- keyed hash of the address, contact or message that was asked for; null: no single one
    address  text        NOT NULL, -- where the call came from
    times    integer     NOT NULL  -- the same within a moment
);

CREATE INDEX access_account ON access (account, id);
CREATE INDEX access_subject ON access (subject) WHERE subject IS NOT NULL;

-- Keys that contents were sealed with, by their ids: a hub that lacks one does not start.
CREATE TABLE sealing_key (
    id text COLLATE "C" PRIMARY KEY
);
