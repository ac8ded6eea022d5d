package io.vestnik.file;

import java.util.Locale;

/** How the rows of a file are written. */
enum Form {
    CSV,
    JSON,
    NDJSON;

    /** As in a file's suffix. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
