-- The bots that no node asks now, leased for a minute. After a week of silence Telegram numbers its updates anew: then from the start.
INSERT INTO telegram_bot AS bot (id, next_update, updated_at, due)
SELECT asked.id, 0, now(), now() + interval '1 min'
FROM unnest(CAST(string_to_array(:#${variable.bots}, ',') AS bigint[])) AS asked (id)
ON CONFLICT (id) DO UPDATE
SET due = excluded.due,
    next_update = CASE WHEN bot.updated_at < now() - interval '6 days' THEN 0 ELSE bot.next_update END
WHERE bot.due <= now()
RETURNING id, next_update
