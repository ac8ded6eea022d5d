package io.vestnik.reply;

import java.util.Locale;

/** What a recipient may ask for by one word. */
enum Keyword {
    STOP,
    START,
    HELP,
    INFO;

    /** As settings and events have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
