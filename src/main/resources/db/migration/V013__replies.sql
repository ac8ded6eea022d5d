-- What is written back waits as everything does, and is matched with what it answers.
ALTER TABLE reply
    ADD COLUMN name       text COLLATE "C",                -- what queues and events call it: a ULID; null: of an older version
    ADD COLUMN address    text COLLATE "C",                -- who wrote, as in message.addresses
    ADD COLUMN source     text COLLATE "C",                -- the same when it is fetched again; null: nothing is
    ADD COLUMN message_id text COLLATE "C",                -- the last message to that address that has left; null: none
    ADD COLUMN question   text COLLATE "C",                -- the message that asked for a dialogue which this may answer; null: none
    ADD COLUMN keyword    text,                            -- stop, start, help or info; null: none of these
    ADD COLUMN repeated   boolean  NOT NULL DEFAULT false, -- a STOP of somebody who is out already
    ADD COLUMN automatic  boolean  NOT NULL DEFAULT false, -- a machine wrote it
    ADD COLUMN attempts   smallint NOT NULL DEFAULT 0,
    ADD COLUMN node       text,                            -- who has it in a queue, or in hand, until due
    ADD COLUMN due        timestamptz;                     -- null: it has been told

-- A number is one person's whichever channel uses it: what was said of it holds for all.
UPDATE consent SET address = 'phone:' || substr(address, strpos(address, ':') + 1) WHERE address ~ '^(whatsapp|viber):\+[1-9][0-9]{6,14}$';

CREATE UNIQUE INDEX reply_name ON reply (name);
CREATE UNIQUE INDEX reply_source ON reply (source) WHERE source IS NOT NULL;
CREATE INDEX reply_writer ON reply (account, address, id);
CREATE INDEX reply_due ON reply (due) WHERE due IS NOT NULL;
