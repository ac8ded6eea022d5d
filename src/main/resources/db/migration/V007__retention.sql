-- Old keys are found page by page: this index tells nothing once room of removed keys is used again.
DROP INDEX idempotency_created;
