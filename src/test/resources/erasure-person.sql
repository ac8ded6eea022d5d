-- One person in every place where the hub may have it: its columns hold the number or the word marker.
INSERT INTO message (id, account, class, status, recipient, addresses, sender, text, plan, tags, callback_events, created_at, valid_until,
                     final_at, timeline, content)
SELECT id, 'school', class, status, '{"phone": "+79990001122", "email": "Anna.Marker@example.org"}',
       '{phone:+79990001122,email:anna.marker@example.org}', 'SCHOOL', 'Dear marker', '[{"channel": "sms", "address": "+79990001122", "segments": 1, "required": false},
       {"channel": "email", "address": "Anna.Marker@example.org", "segments": 1, "required": false}]', '{"name": "marker"}', '{}',
       '2026-06-30T09:00:00Z', '2026-07-02T09:00:00Z', final, '[{"at": "2026-06-30T09:00:00Z", "event": "accepted", "text": "marker"}]',
       '{"buttons": [{"text": "marker", "url": "https://school.example/marker"}]}'
FROM (VALUES ('01K00000000000000000000DNE', 'service', 'delivered', '2026-06-30T09:01:00Z'::timestamptz),
             ('01K00000000000000000000QED', 'marketing', 'scheduled', NULL),
             ('01K00000000000000000000WRE', 'transactional', 'accepted', NULL)) m (id, class, status, final);
INSERT INTO delivery (id, message_id, position, account, rank, channel, address, provider, status, code, segments, reference, node, due, final_at, timeline)
SELECT 'd' || id, id, 0, 'school', 1, 'sms', '+79990001122', provider, status, code, 1, 7, NULL, due, final,
       '[{"at": "2026-06-30T09:00:00Z", "event": "deferred", "code": "quiet_hours", "why": {"zone": "marker"}}]'
FROM (VALUES ('01K00000000000000000000DNE', 'carrier-a', 'delivered', '000', NULL::timestamptz, '2026-06-30T09:01:00Z'::timestamptz),
             ('01K00000000000000000000QED', NULL, 'queued', NULL, '2026-07-01T12:00:00Z', NULL),
             ('01K00000000000000000000WRE', 'carrier-a', 'sending', NULL, '2026-07-01T09:00:30Z', NULL)) d (id, provider, status, code, due, final);
INSERT INTO contact (account, id, addresses, locale, timezone, region, attributes, preferences, created_at, updated_at)
VALUES ('school', 'crm-marker', '{"phone": "+79990001122"}', 'marker', 'marker', 'marker', '{"a": "marker"}', '{"a": "marker"}', now(), now());
INSERT INTO contact_address (account, address, contact) VALUES ('school', 'contact:crm-marker', 'crm-marker'),
    ('school', 'phone:+79990001122', 'crm-marker'), ('school', 'email:anna.marker@example.org', 'crm-marker');
INSERT INTO consent (id, account, address, class, granted, method, evidence, at, recorded_at, recorded_by)
VALUES ('01K0C', 'school', 'phone:+79990001122', 'marketing', true, 'paper', '{"ip": "marker"}', '2026-06-01', '2026-06-01', 'school');
INSERT INTO frequency (account, address, class, days) VALUES ('school', 'phone:+79990001122', 'marketing', '{"marker": {"*": 1}}');
INSERT INTO suppression (account, hash, channel, address, reason, source, at)
VALUES ('school', :hash, 'sms', '+79990001122', 'permanent_failure', 'carrier-a', now()),
       ('school', :hash, '*', '+79990001122', 'manual', 'school', now());
INSERT INTO reply (channel, provider, sender, recipient, text, at, account) VALUES ('sms', 'a', '79990001122', 'SCHOOL', 'marker', now(), 'school');
INSERT INTO reply (name, channel, provider, sender, recipient, text, at, account, address, source, due)
VALUES ('01K0R', 'sms', 'a', '+79990001122', 'SCHOOL', 'marker', now(), 'school', 'phone:+79990001122', 'marker', now());
INSERT INTO callback (id, account, message_id, url, body, due, created_at)
VALUES ('01K0B', 'school', '', 'https://crm.example', '{"type": "io.vestnik.reply", "data": {"from": "+79990001122", "text": "marker"}}', now(), now());
INSERT INTO dead_letter (id, account, message_id, reason, callback, at) VALUES
    ('01K0D', 'school', NULL, 'x', '{"id": "1", "url": "smpp:school", "body": "{\"source\": \"79990001122\", \"text\": \"marker\"}"}', now()),
    ('01K0E', 'school', '01K00000000000000000000DNE', 'x', NULL, now());
INSERT INTO esme_deliver (id, account, system_id, state, source, text, done_at, due) VALUES
    ('01K0F', 'school', 'school', NULL, '+79990001122', 'marker', now(), now()), ('01K0G', 'school', 'school', 5, '+79990001122', 'marker', now(), now());
INSERT INTO esme_submit (id, position, account, system_id, registered, submitted_at, due, destination, message, body)
VALUES ('01K0H', 0, 'school', 'school', 1, now(), now(), '+79990001122', '{"to": "marker"}', 'marker');
INSERT INTO file (id, account, hash, form, charset, status, at) VALUES ('01K0I', 'school', 'x', 'csv', 'utf-8', 'final', '2026-06-30T09:01:00Z');
INSERT INTO file (id, account, hash, form, charset, status, at, contacts) VALUES ('01K0L', 'school', 'y', 'csv', 'utf-8', 'final', now(), true);
INSERT INTO file_row (file, number, message_id) VALUES ('01K0L', 1, 'crm-marker');
INSERT INTO file_row (file, number, key, message_id, error) VALUES ('01K0I', 1, 'marker', '01K00000000000000000000DNE', 'marker');
INSERT INTO sandbox_message (id, account, channel, address, text, reference, at, receipts, content)
VALUES ('01K0J', 'school', 'email', 'Anna.Marker@example.org', 'marker', 1, now(), '{}', '{"buttons": [{"text": "marker"}]}');
INSERT INTO provider_message (provider, id, receipt, at) VALUES ('carrier-a', '17', '{"state": "DELIVERED", "address": "+79990001122"}', now());
INSERT INTO session (address, channel, account, provider, state, kept, updated_at)
VALUES ('+79990001122', 'whatsapp', '', 'wa', 'open', '{"a": "marker"}', now()), ('+79990001122', 'viber', 'school', '', 'open', '{"a": "marker"}', now());
INSERT INTO start_link (hash, account, contact, channel, expires) VALUES ('x', 'school', 'crm-marker', 'telegram', now());
