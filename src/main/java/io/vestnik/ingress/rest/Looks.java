package io.vestnik.ingress.rest;

import io.vestnik.account.Secret;
import io.vestnik.address.Addresses;
import io.vestnik.audit.AccessLog;
import io.vestnik.suppression.Suppressions;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Notes calls that were answered with personal data: those that the contract marks {@code x-personal}. */
@Component
class Looks {

    private static final String CONTACT = "contact";
    private static final int DIGITS = 12;

    private final AccessLog log;
    private final Addresses addresses;
    private final Suppressions suppressions;

    Looks(AccessLog log, Addresses addresses, Suppressions suppressions) {
        this.log = log;
        this.addresses = addresses;
        this.suppressions = suppressions;
    }

    /**
     * @param key that the caller came with
     * @param operation as the contract names it; null: it shows nothing of people
     */
    void note(Call call, String key, String operation, String template) {
        if (operation == null) {
            return;
        }
        String who = call.account() == null ? "operator:" + call.operator().name() : "key:" + Secret.digest(key).substring(0, DIGITS);
        int at = template.indexOf("{id}");
        boolean contact = at >= 0 && template.contains("/contacts/");
        String id = at < 0 ? null : call.name((int) template.substring(at).chars().filter(c -> c == '/').count());
        String subject = contact ? hash(CONTACT + ":" + id) : asked(call.query());
        log.note(call.account() == null ? "" : call.account().id(), who, operation, contact ? null : id, subject, call.from());
    }

    /** Of the address in the query; null: there is none. */
    private String asked(Map<String, String[]> query) {
        for (Map.Entry<String, String[]> parameter : query.entrySet()) {
            String name = parameter.getKey();
            String value = SearchParameters.plus(parameter.getValue()[0]);
            if (name.equals("to")) {
                return hashes(value).iterator().next();
            }
            if (name.equals(CONTACT)) {
                return hash(CONTACT + ":" + value);
            }
            if (addresses.isNamed(name)) {
                return hash(addresses.normal(name, value).orElse(value));
            }
        }
        return null;
    }

    /** Under which somebody may be found, an address however it is written, or {@code contact:ID}. */
    Set<String> hashes(String written) {
        List<String> keys = written.startsWith(CONTACT + ":") ? List.of() : addresses.keys(written);
        Collection<String> values = keys.stream().map(key -> key.substring(key.indexOf(':') + 1)).toList();
        Set<String> hashes = new LinkedHashSet<>();
        values.forEach(value -> hashes.add(hash(value)));
        hashes.add(hash(written));
        return hashes;
    }

    private String hash(String value) {
        return HexFormat.of().formatHex(suppressions.hash(value));
    }
}
