-- What was new, and from where to ask next: both, or neither; the offset is told to Telegram only after this.
WITH moved AS (
    UPDATE telegram_bot
    SET next_update = :#${variable.next}, due = now(),
        updated_at = CASE WHEN next_update = :#${variable.next} THEN updated_at ELSE now() END
    WHERE id = :#${variable.bot[id]} AND next_update = :#${variable.bot[next_update]}
    RETURNING id
)
INSERT INTO reply (channel, provider, sender, recipient, text, at)
SELECT 'telegram', told.provider, told.sender, told.recipient, told.text, to_timestamp(told.at)
FROM moved CROSS JOIN jsonb_to_recordset(CAST(:#${body.replies} AS jsonb))
     AS told (provider text, sender text, recipient text, text text, at bigint)
