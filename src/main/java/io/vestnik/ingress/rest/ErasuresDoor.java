package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.address.Addresses;
import io.vestnik.erasure.Act;
import io.vestnik.erasure.Erasures;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.form.JsonReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** People who are to be forgotten. */
@Component
public class ErasuresDoor {

    private final Erasures erasures;
    private final Addresses addresses;

    ErasuresDoor(Erasures erasures, Addresses addresses) {
        this.erasures = erasures;
        this.addresses = addresses;
    }

    private record Listed(List<Act> erasures, String next) {}

    /** Whoever has the addresses of the body, a contact or not. */
    public Answer erase(Call call) {
        List<String> keys = keys(JsonReader.read(call.body()));
        return Answer.json(200, erasures.erase(call.account().id(), keys, call.from()));
    }

    public Answer eraseContact(Call call) {
        return erasures.eraseContact(call.account().id(), call.name(0), call.from())
                .map(act -> Answer.json(200, act))
                .orElseThrow(() -> Refusal.notFound("contact"));
    }

    public Answer list(Call call) {
        Page page = Page.of(call);
        List<Act> acts = erasures.list(call.account().id(), page.oneMore(), page.before());
        return Answer.json(200, new Listed(page.cut(acts), page.next(acts, Act::id)));
    }

    private List<String> keys(JsonNode body) {
        Faults faults = new Faults();
        Characters.check(body, "", faults);
        Fields fields = Fields.of(body, "", faults);
        List<String> keys = addresses.read(fields.any("to"), "/to", faults).entrySet().stream()
                .map(address -> Addresses.key(address.getKey(), address.getValue()))
                .distinct()
                .toList();
        fields.refuseOthers();
        faults.throwIfAny();
        return keys;
    }
}
