-- A reply is a row before its carrier is answered.
INSERT INTO reply (channel, provider, sender, recipient, text, at)
VALUES (:#${body.channel}, :#${body.provider}, :#${body.sender}, :#${body.recipient}, :#${body.text}, now())
