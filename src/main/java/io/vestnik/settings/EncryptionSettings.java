package io.vestnik.settings;

import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Contents are encrypted at rest.
 *
 * @param key Base64 of 32 bytes; null: nothing is encrypted from now on
 * @param oldKeys open what was encrypted with them
 */
public record EncryptionSettings(String key, @DefaultValue List<String> oldKeys) {

    private static final int BYTES = 32;

    public EncryptionSettings {
        if (key != null) {
            require("key", key);
        }
        oldKeys.forEach(old -> require("old-keys", old));
    }

    private static void require(String name, String key) {
        boolean right;
        try {
            right = Base64.getDecoder().decode(key).length == BYTES;
        } catch (IllegalArgumentException e) {
            right = false;
        }
        if (!right) {
            throw new IllegalArgumentException(name + ": must be the Base64 of 32 bytes, as of openssl rand -base64 32");
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "EncryptionSettings[" + (key == null ? "off" : "on") + ", " + oldKeys.size() + " old keys]";
    }
}
