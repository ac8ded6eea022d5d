-- In portions: the next round takes the rest.
DELETE FROM idempotency
WHERE (account, key) IN (SELECT account, key FROM idempotency WHERE created_at < now() - interval '7 days' LIMIT 50000)
