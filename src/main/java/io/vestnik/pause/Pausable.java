package io.vestnik.pause;

import java.util.Locale;

/** What can be paused. */
public enum Pausable {
    /** Nothing is claimed for it; the other providers of its channel go on. */
    PROVIDER,
    /** Nothing goes out on it; its messages wait. */
    CHANNEL,
    /** Nothing of it goes out; its doors stay open. */
    ACCOUNT;

    /** As in the database and in the audit log. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
