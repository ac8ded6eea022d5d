-- The next receipt of each message that the sandbox carrier took and has something to tell of.
SELECT id, receipts[1] AS state, reference, address
FROM sandbox_message
WHERE due IS NOT NULL AND due <= now()
ORDER BY due
LIMIT 500
