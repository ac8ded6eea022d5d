package io.vestnik.account;

import java.util.Locale;
import java.util.Optional;

/** Where an account comes in, each with credentials of its own. */
public enum Door {
    /** By key. */
    REST,
    SOAP,
    SFTP,
    SMPP;

    /** Empty: there is no such door. */
    public static Optional<Door> of(String name) {
        for (Door door : values()) {
            if (door.toString().equals(name)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }

    /** As in paths and in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
