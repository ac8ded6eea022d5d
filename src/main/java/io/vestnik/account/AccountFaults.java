package io.vestnik.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with the accounts in the settings: all of it, each by its key, so that one start shows everything. */
final class AccountFaults {

    private final List<String> faults = new ArrayList<>();
    private final VerifiedSecrets secrets;

    AccountFaults(VerifiedSecrets secrets) {
        this.secrets = secrets;
    }

    At at(String prefix) {
        return new At(prefix + ".");
    }

    void stopIfAny() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Checks of one account. */
    final class At {

        private final String prefix;

        private At(String prefix) {
            this.prefix = prefix;
        }

        void unless(boolean holds, String key, String rule) {
            if (!holds) {
                faults.add(prefix + key + ": " + rule);
            }
        }

        Optional<Secret> secret(String key, String text) {
            try {
                return Optional.of(secrets.of(text));
            } catch (IllegalArgumentException e) {
                faults.add(prefix + key + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        /** A login without a password only takes the user: public keys may open that door. */
        void login(String key, String user, String password, Logins door, Account account) {
            if (user == null || user.isBlank()) {
                faults.add(prefix + key + ": is missing");
                return;
            }
            String passwordKey = key.substring(0, key.indexOf('.')) + ".password";
            boolean byKeysOnly = password == null && account.sftp() != null && key.startsWith("sftp.")
                    && !account.sftp().publicKeys().isEmpty();
            Optional<Secret> secret = byKeysOnly ? Optional.empty() : secret(passwordKey, password);
            if (byKeysOnly || secret.isPresent()) {
                unless(door.add(user, secret.orElse(null), account, null), key, "is another account's");
            }
        }

        void publicKeys(List<String> lines) {
            for (int k = 0; k < lines.size(); k++) {
                unless(PublicKeyLine.isOne(lines.get(k)), "sftp.public-keys[" + k + "]", PublicKeyLine.RULE);
            }
        }

        void callback(Account.Callback callback) {
            if (callback == null) {
                return;
            }
            unless(callback.secret() == null || callback.hasSigningKey(), "callback.secret", Account.Callback.SECRET_RULE);
            if (callback.url() != null) {
                unless(callback.secret() != null, "callback.secret", "is missing: callbacks are signed");
                unless(callback.isWeb(), "callback.url", Account.Callback.URL_RULE);
            }
        }
    }
}
