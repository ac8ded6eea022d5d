-- What UsernameToken digests were made with: each opens the SOAP door once, whichever node it comes to.
CREATE TABLE soap_nonce (
    account text        NOT NULL,
    nonce   bytea       NOT NULL,
    created timestamptz NOT NULL, -- as the caller has it
    PRIMARY KEY (account, nonce)
);
