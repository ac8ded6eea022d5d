-- The recipient is protected: people, dead addresses, how often each was written to.

-- The hub's own key: what is derived from it keys hashes and signs links.
CREATE TABLE hub_key (
    one boolean PRIMARY KEY CHECK (one), -- one row
    key bytea   NOT NULL
);

CREATE TABLE contact (
    account     text COLLATE "C" NOT NULL,
    id          text COLLATE "C" NOT NULL,
    addresses   jsonb       NOT NULL, -- in normal form: {"phone": "+79161234567"}
    locale      text,
    timezone    text,
    region      text,
    attributes  jsonb       NOT NULL,
    preferences jsonb       NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (account, id)
);

-- Whose an address is: keys as in message.addresses, 'contact:ID' too, also of contacts that were merged into this one.
CREATE TABLE contact_address (
    account text COLLATE "C" NOT NULL,
    address text COLLATE "C" NOT NULL,
    contact text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, address)
);

CREATE INDEX contact_address_contact ON contact_address (account, contact);

-- Looked up by a keyed hash alone, so that an erased person leaves nothing else behind.
CREATE TABLE suppression (
    account text COLLATE "C" NOT NULL,
    hash    bytea       NOT NULL, -- HMAC-SHA256 of the address in lower case
    channel text COLLATE "C" NOT NULL, -- '*': all that use the address; '!' or '!' and a name: likewise, of an erased person
    address text,                 -- null: the person was erased
    reason  text        NOT NULL,
    source  text        NOT NULL,
    at      timestamptz NOT NULL,
    expires timestamptz,
    PRIMARY KEY (account, hash, channel)
);

-- HMAC-SHA256 (RFC 2104) with the padded keys that suppression/Suppressions gives. STABLE as convert_to is: only so it is inlined.
CREATE FUNCTION suppression_hash(address text, inner_key bytea, outer_key bytea) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT sha256(outer_key || sha256(inner_key || convert_to(lower(address COLLATE "C"), 'UTF8'))) $$;

-- How often an address was written to. Locked in order of its key by who counts.
CREATE TABLE frequency (
    account text COLLATE "C" NOT NULL,
    address text COLLATE "C" NOT NULL, -- as in message.addresses; of one person each is counted, but no id that was merged
    class   text COLLATE "C" NOT NULL,
    days    jsonb       NOT NULL, -- local days of the last two months: {"2026-11-22": {"*": 2, "sms": 1, "email": 1}}
    PRIMARY KEY (account, address, class)
);

-- All that is known of the person or persons whom addresses belong to; one row, nulls where nobody is known. For the gate and the claim:
-- LEFT JOIN LATERAL person_of(account, addresses) person ON true
CREATE FUNCTION person_of(account text, addresses text[])
    RETURNS TABLE (contacts text[], addresses text[], timezones text[], regions text[], preferences jsonb[])
LANGUAGE sql STABLE AS
$$
SELECT array_agg(c.id),
       CASE WHEN count(*) = 0 THEN $2 ELSE $2 || ARRAY(
           SELECT theirs.address FROM contact_address theirs
           WHERE theirs.account = $1 AND theirs.contact = ANY (array_agg(c.id)) AND theirs.address <> ALL ($2)
           ORDER BY theirs.address) END,
       array_agg(c.timezone) FILTER (WHERE c.timezone IS NOT NULL),
       array_agg(c.region) FILTER (WHERE c.timezone IS NULL AND c.region IS NOT NULL), array_agg(c.preferences)
FROM contact c
WHERE c.account = $1 AND c.id IN (SELECT a.contact FROM contact_address a WHERE a.account = $1 AND a.address = ANY ($2))
$$;

-- What a reply asked for is sent whatever the recipient said before.
ALTER TABLE message ADD COLUMN answers bigint; -- the reply that this message answers; null: none

-- Cancelled and moved by tag. Tags never change: messages without them and all updates cost nothing here.
-- A big table has it before: see operations.md, Upgrading.
CREATE INDEX IF NOT EXISTS message_tags ON message USING gin (tags jsonb_path_ops) WHERE tags <> '{}'::jsonb;
