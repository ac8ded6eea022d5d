-- Told: the next one, if any, follows in a second.
UPDATE sandbox_message
SET receipts = receipts[2:],
    due      = CASE WHEN cardinality(receipts) > 1 THEN now() + interval '1 s' END
WHERE id = ANY (string_to_array(:#${variable.told}, ','))
