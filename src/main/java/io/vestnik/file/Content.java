package io.vestnik.file;

/** What the rows of a file are. */
enum Content {
    MESSAGES,
    CONTACTS
}
