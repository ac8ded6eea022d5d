-- What a recipient has said about a class on a channel, in a form that the planner puts into the query that asks: called as a
-- function, once a row, it was a dear part of each claim. Use: LEFT JOIN LATERAL consent_word(...) consent ON true.
CREATE FUNCTION consent_word(account text, addresses text[], class text, channel text) RETURNS TABLE (state text)
LANGUAGE sql STABLE AS
$$
SELECT CASE WHEN bool_or(NOT latest.granted) THEN 'withdrawn' WHEN bool_or(latest.granted) THEN 'granted' ELSE 'none' END
FROM (SELECT DISTINCT ON (c.address, c.channel) c.granted
      FROM consent c
      WHERE c.account = $1 AND c.address = ANY ($2) AND c.class = $3 AND (c.channel IS NULL OR c.channel = $4)
      ORDER BY c.address, c.channel, c.at DESC, c.id DESC) latest
$$;

-- For nodes of the version before.
CREATE OR REPLACE FUNCTION consent_state(account text, addresses text[], class text, channel text) RETURNS text
LANGUAGE sql STABLE AS
$$
SELECT state FROM consent_word($1, $2, $3, $4)
$$;

-- Room on its page for the one change of most messages, their end, also where a batch ends a page of them together.
-- A vacuum reads all indexes of its table, and while the hub is busy there are always dead rows: not before it pays.
ALTER TABLE message SET (fillfactor = 65, autovacuum_vacuum_threshold = 100000, autovacuum_vacuum_insert_threshold = 200000);
ALTER TABLE delivery SET (autovacuum_vacuum_threshold = 200000, autovacuum_vacuum_insert_threshold = 200000);
ALTER TABLE provider_message SET (autovacuum_vacuum_threshold = 100000, autovacuum_vacuum_insert_threshold = 200000);
ALTER TABLE callback SET (autovacuum_vacuum_threshold = 100000);
