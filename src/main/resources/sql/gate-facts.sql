-- What the gate needs to know of queued deliveries: their kind, and what the recipient has said.
-- Those that are not queued any more are missing.
SELECT d.id, d.channel, m.account, m.class,
       CASE WHEN m.class = 'authorization' THEN 'not_asked' ELSE consent.state END AS consent
FROM delivery d JOIN message m ON m.id = d.message_id
LEFT JOIN LATERAL consent_word(m.account, m.addresses, m.class, d.channel) consent ON m.class <> 'authorization'
WHERE d.id = ANY (string_to_array(:#${body.joined}, ',')) AND d.status = 'queued'
