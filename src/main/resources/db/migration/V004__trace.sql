-- The trace that a message belongs to (W3C Trace Context), from its request to its callbacks.
ALTER TABLE message ADD COLUMN traceparent text;
ALTER TABLE callback ADD COLUMN traceparent text;
