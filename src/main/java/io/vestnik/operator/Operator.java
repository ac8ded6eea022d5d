package io.vestnik.operator;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs the hub.
 *
 * @param name as the audit log tells it
 * @param keys {@code {sha256}hex}, {@code {bcrypt}hash} or plain text; several, so that they can be changed without a gap
 */
public record Operator(String name, @DefaultValue("operator") Role role, @DefaultValue List<String> keys) {

    public static final String NAME_RULE = "must have 1 to 64 letters, digits, . _ @ -";

    public Operator {
        if (!isName(name)) {
            throw new IllegalArgumentException("name: " + NAME_RULE);
        }
    }

    /** Whether an operator may be called so. */
    public static boolean isName(String name) {
        return name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Operator[" + name + "]";
    }
}
