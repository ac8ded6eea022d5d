-- Channels on one contract: what goes with a text, chats with recipients, and how providers are doing.

ALTER TABLE message ADD COLUMN content text; -- JSON: media, buttons, templates; at rest as text is; null: text alone
ALTER TABLE message ADD COLUMN templates text[]; -- channels that content has a registered template for: the gate can't read what is sealed; null: none
ALTER TABLE sandbox_message ADD COLUMN content text; -- as message.content, of its channel
ALTER TABLE delivery ADD COLUMN refused_by text; -- the provider that refused it last and may not get it at once again; null: none

-- A chat between a recipient and a bot of ours.
CREATE TABLE session (
    address    text COLLATE "C" NOT NULL,
    channel    text COLLATE "C" NOT NULL,
    account    text COLLATE "C" NOT NULL, -- '': as the platform told it, whoever sends; else attached by this account
    provider   text        NOT NULL,
    state      text        NOT NULL, -- open or blocked
    heard_at   timestamptz,          -- the recipient's last word; null: none yet
    kept       jsonb,                -- what the channel's description keeps of it, ids of conversations
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (address, channel, account)
);

-- A deep link into a bot: who comes by it is this contact.
CREATE TABLE start_link (
    hash    bytea PRIMARY KEY, -- SHA-256 of its token
    account text COLLATE "C" NOT NULL,
    contact text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    expires timestamptz NOT NULL
);

CREATE INDEX start_link_contact ON start_link (account, contact);

-- Templates that are registered with a platform, as it last told.
CREATE TABLE registered_template (
    provider   text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    language   text COLLATE "C" NOT NULL,
    status     text        NOT NULL,
    category   text,
    reason     text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (provider, name, language)
);

-- How providers did, minute by minute; each node writes its own rows, all read them together.
CREATE TABLE provider_minute (
    provider text COLLATE "C" NOT NULL,
    minute   timestamptz NOT NULL, -- of the send
    node     text COLLATE "C" NOT NULL,
    sent     integer     NOT NULL DEFAULT 0, -- taken by the provider
    quick    integer     NOT NULL DEFAULT 0, -- of those, heard of in time
    errors   integer     NOT NULL DEFAULT 0, -- not taken by the provider's fault
    PRIMARY KEY (provider, minute, node)
);

-- What is taken from a provider's share for its health; no row: nothing.
CREATE TABLE provider_weight (
    provider   text COLLATE "C" PRIMARY KEY,
    weight     smallint    NOT NULL, -- percent of its configured share
    reason     text        NOT NULL,
    changed_at timestamptz NOT NULL
);
