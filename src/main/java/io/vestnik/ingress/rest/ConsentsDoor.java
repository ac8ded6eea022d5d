package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.form.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people allowed and forbade. */
@Component
public class ConsentsDoor {

    private final ConsentReader reader;
    private final ConsentLedger ledger;
    private final Addresses addresses;

    ConsentsDoor(ConsentReader reader, ConsentLedger ledger, Addresses addresses) {
        this.reader = reader;
        this.ledger = ledger;
        this.addresses = addresses;
    }

    private record Listed(List<Consent> consents, String next) {}

    public Answer record(Call call) {
        return Answer.json(201, ledger.record(reader.read(call.account(), JsonReader.read(call.body()))));
    }

    public Answer list(Call call) {
        Page page = Page.of(call);
        String name = addressName(call);
        String written = call.query(name);
        String given = name.equals("email") ? written : SearchParameters.plus(written);
        if (given.isEmpty() || given.length() > 254 || given.indexOf(0) >= 0) {
            throw Refusal.parameter(name, "must have 1 to 254 characters");
        }
        String normal = addresses.normal(name, given).orElseThrow(() -> Refusal.parameter(name, addresses.rule(name)));
        List<Consent> consents = ledger.history(
                call.account().id(), List.of(Addresses.key(name, normal)), page.oneMore(), page.before());
        return Answer.json(200, new Listed(page.cut(consents), page.next(consents, Consent::id)));
    }

    private String addressName(Call call) {
        List<String> names = new ArrayList<>(call.query().keySet());
        names.removeAll(List.of("limit", "cursor"));
        for (String name : names) {
            if (name.equals("contact")) {
                throw Refusal.unsupportedParameter(name, "contacts are not supported yet");
            }
            if (!addresses.isNamed(name)) {
                throw Refusal.parameter(name, "is not phone, email or a channel of this hub");
            }
        }
        if (names.size() != 1) {
            throw Refusal.parameter(names.isEmpty() ? "phone" : names.get(1), "exactly one address must be given");
        }
        return names.get(0);
    }
}
