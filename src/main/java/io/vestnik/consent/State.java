package io.vestnik.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.vestnik.message.MessageClass;
import java.util.Locale;

/** What a person's words come to, for one class on one channel. */
public enum State {
    NONE,
    GRANTED,
    WITHDRAWN;

    /** Whether the recipient may be sent a message of this class: marketing asks for a grant, the others for no withdrawal. */
    public boolean allows(MessageClass messageClass) {
        return this == GRANTED || this == NONE && messageClass != MessageClass.MARKETING;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
