package io.vestnik.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum Permission {
    ALLOWED,
    FORBIDDEN;

    /** As settings and the REST API have it. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
