package io.vestnik.account;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** For routes that authenticate their callers themselves: the secret stays in the settings, out of the route. */
@Component("secrets")
public class Secrets {

    private final Environment settings;

    Secrets(Environment settings) {
        this.settings = settings;
    }

    /**
     * Compares in constant time.
     *
     * @param presented null: nothing was
     * @param key the setting that holds the secret: {@code {sha256}…}, {@code {bcrypt}…} or plain text
     * @throws IllegalStateException when there is no such setting, or it is not of that form: nobody gets in
     */
    public boolean match(String presented, String key) {
        try {
            return presented != null && Secret.of(settings.getProperty(key)).matches(presented);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(key + ": " + e.getMessage());
        }
    }
}
