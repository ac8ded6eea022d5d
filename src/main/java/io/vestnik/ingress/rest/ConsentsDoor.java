package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentHistory;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.form.JsonReader;
import io.vestnik.page.EvidencePage;
import io.vestnik.page.Language;
import io.vestnik.page.Style;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What people allowed and forbade. */
@Component
public class ConsentsDoor {

    private final ConsentReader reader;
    private final ConsentLedger ledger;
    private final ConsentHistory history;
    private final Addresses addresses;

    ConsentsDoor(ConsentReader reader, ConsentLedger ledger, ConsentHistory history, Addresses addresses) {
        this.reader = reader;
        this.ledger = ledger;
        this.history = history;
        this.addresses = addresses;
    }

    private record Listed(List<Consent> consents, String next) {}

    public Answer record(Call call) {
        return Answer.json(201, ledger.record(reader.read(call.account(), JsonReader.read(call.body()))));
    }

    /** Of an address what was said of it; of a contact what was said of all that it has. */
    public Answer list(Call call) {
        Page page = Page.of(call);
        String key = AddressParameter.of(call, addresses, Set.of("limit", "cursor")).key();
        String account = call.account().id();
        List<String> keys = key.startsWith("contact:") ? ledger.person(account, key) : List.of(key);
        List<Consent> consents = ledger.history(account, keys, page.oneMore(), page.before());
        return Answer.json(200, new Listed(page.cut(consents), page.next(consents, Consent::id)));
    }

    public Answer state(Call call) {
        String key = AddressParameter.of(call, addresses, Set.of("at")).key();
        return Answer.json(200, history.state(call.account().id(), key, SearchParameters.time(call, "at")));
    }

    public Answer evidence(Call call) {
        String key = AddressParameter.of(call, addresses, Set.of()).key();
        ConsentHistory.Evidence evidence = history.evidence(call.account().id(), key);
        Answer answer = prefersPage(call.accept())
                ? Answer.of(
                                200,
                                "text/html; charset=utf-8",
                                EvidencePage.of(evidence, Language.of(null, call.acceptLanguage())).getBytes(StandardCharsets.UTF_8))
                        .with("Content-Security-Policy", Style.POLICY)
                        .with("Referrer-Policy", "no-referrer")
                        .with("X-Content-Type-Options", "nosniff")
                : Answer.json(200, evidence);
        return answer.with("Cache-Control", "no-store").with("Vary", "Accept, Accept-Language");
    }

    private static boolean prefersPage(String accept) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            return quality(types, MediaType.TEXT_HTML) > quality(types, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** What a caller that takes anything likes best is not known: only what is named counts. */
    private static double quality(List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(wanted::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
