-- What operators keep by REST: accounts, operators, what opens their doors, what is paused; and who changed what.

-- One row: grows with every change of an account, an operator or a credential, and is the lock of them all.
CREATE TABLE registry (
    version bigint  NOT NULL,
    owned   boolean NOT NULL -- an operator with a lasting key was there once: the key that everybody knows is gone for good
);

INSERT INTO registry (version, owned) VALUES (0, false);

CREATE TABLE account (
    id              text COLLATE "C" PRIMARY KEY,
    settings        jsonb       NOT NULL, -- as its operator gave them, without the secret
    callback_secret text,                 -- readable: it signs
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz           -- its doors are shut; what was accepted is still sent
);

CREATE TABLE operator (
    name       text COLLATE "C" PRIMARY KEY,
    role       text        NOT NULL,
    created_at timestamptz NOT NULL,
    closed_at  timestamptz
);

-- Rows are closed, never deleted: the audit log names them.
CREATE TABLE credential (
    id         text COLLATE "C" PRIMARY KEY,
    holder     text        NOT NULL, -- account or operator
    owner      text        NOT NULL, -- its id or name; it may stand in the settings
    door       text        NOT NULL, -- rest, soap, sftp, smpp
    username   text,                 -- null: a key
    secret     text        NOT NULL, -- {sha256} of a key, {bcrypt} of a password
    label      text,
    prefix     text,                 -- the first characters of a key, to know it by
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    expires_at timestamptz,
    closed_at  timestamptz
);

CREATE INDEX credential_owner ON credential (holder, owner, id);

-- Kill switches. The claim reads them in its own statement.
CREATE TABLE pause (
    kind       text        NOT NULL, -- provider, channel, account
    name       text        NOT NULL,
    at         timestamptz NOT NULL,
    by         text        NOT NULL,
    reason     text,
    resumed_at timestamptz,          -- nothing is held any more; the clock makes due what was, then the row goes
    PRIMARY KEY (kind, name)
);

-- Append only.
CREATE TABLE audit (
    id       text COLLATE "C" PRIMARY KEY,
    at       timestamptz NOT NULL,
    operator text        NOT NULL,
    action   text        NOT NULL,
    object   text        NOT NULL,
    change   jsonb       NOT NULL, -- without secrets
    address  text        NOT NULL, -- where the call came from
    result   text        NOT NULL
);

CREATE INDEX audit_object ON audit (object, id);
