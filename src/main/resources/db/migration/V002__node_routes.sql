-- Which routes run on a node: a digest, so that a difference between nodes is seen. Null: an older version runs there.
ALTER TABLE node ADD COLUMN routes text;
