package io.vestnik.ingress.soap;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Records what a person allowed or forbade. */
@Component("soapSetConsent")
class SetConsent {

    private final FormCheck form;
    private final Accounts accounts;
    private final ConsentReader consents;
    private final ConsentLedger ledger;

    SetConsent(FormCheck form, Accounts accounts, ConsentReader consents, ConsentLedger ledger) {
        this.form = form;
        this.accounts = accounts;
        this.consents = consents;
        this.ledger = ledger;
    }

    public Element call(Element request, String accountId) {
        Found found = new Found(form.check(request), request);
        Account account = accounts.get(accountId);
        Consent read = found.read(() -> consents.read(account, JsonForm.object(request)), "/SetConsent");
        Consent consent = ledger.record(read);

        Element response = Elements.root("SetConsentResponse");
        Elements.add(response, "class", consent.messageClass().toString());
        if (consent.channel() != null) {
            Elements.add(response, "channel", consent.channel());
        }
        Elements.add(response, "granted", String.valueOf(consent.granted()));
        Elements.add(response, "method", consent.method());
        if (consent.evidence() != null) {
            Elements.add(response, "evidence", consent.evidence().asText());
        }
        Elements.add(response, "at", consent.at().toString());
        Elements.add(response, "by", consent.by());
        return response;
    }
}
