package io.vestnik.platform.start;

import io.vestnik.account.Account;
import io.vestnik.operator.Operator;
import java.util.ArrayList;
import java.util.List;

/** Names the settings that hold a secret of an account or an operator in plain text, never the secrets. */
final class PlainSecrets {

    private PlainSecrets() {}

    static List<String> in(List<Account> accounts, List<Operator> operators) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            String prefix = "vestnik.accounts[" + i + "].";
            for (int k = 0; k < account.apiKeys().size(); k++) {
                note(keys, prefix + "api-keys[" + k + "]", account.apiKeys().get(k));
            }
            note(keys, prefix + "soap.password", account.soap() == null ? null : account.soap().password());
            note(keys, prefix + "sftp.password", account.sftp() == null ? null : account.sftp().password());
            note(keys, prefix + "smpp.password", account.smpp() == null ? null : account.smpp().password());
        }
        for (int i = 0; i < operators.size(); i++) {
            for (int k = 0; k < operators.get(i).keys().size(); k++) {
                note(keys, "vestnik.operators[" + i + "].keys[" + k + "]", operators.get(i).keys().get(k));
            }
        }
        return keys;
    }

    private static void note(List<String> keys, String key, String secret) {
        if (secret != null && !secret.startsWith("{sha256}") && !secret.startsWith("{bcrypt}")) {
            keys.add(key);
        }
    }
}
