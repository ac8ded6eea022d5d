-- Bots that are asked for updates: from which on, and when next (a lease while a node asks).
CREATE TABLE telegram_bot (
    id          bigint PRIMARY KEY, -- the bot's own number: another token of the same bot goes on where it was
    next_update bigint      NOT NULL,
    updated_at  timestamptz NOT NULL, -- when next_update changed
    due         timestamptz NOT NULL
);
