package io.vestnik.ingress.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.consent.Choices;
import io.vestnik.message.MessageClass;
import io.vestnik.page.Language;
import io.vestnik.page.SubscriptionPage;
import io.vestnik.subscription.Link;
import io.vestnik.subscription.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The subscription page: what its reader wants is written to the consent ledger. */
@Component("subscriptionDoor")
public class SubscriptionDoor {

    /** In bytes: a few dozen boxes. */
    private static final int MOST = 16_384;

    private final Links links;
    private final Choices choices;
    private final Accounts accounts;
    private final Presses presses;

    SubscriptionDoor(Links links, Choices choices, Accounts accounts, Presses presses) {
        this.links = links;
        this.choices = choices;
        this.accounts = accounts;
        this.presses = presses;
    }

    /** @throws PageRefusal with the page that is shown instead */
    public Visit enter(HttpServletRequest request) throws IOException {
        Language language = Language.of(request.getParameter("lang"), request.getHeader("Accept-Language"));
        String path = request.getRequestURI();
        Link link = links.read(path.substring(path.lastIndexOf('/') + 1)).orElseThrow(() -> new PageRefusal(404, "unknown", language));
        if (links.hasExpired(link)) {
            throw new PageRefusal(410, "expired", language);
        }
        boolean sent = request.getMethod().equals("POST"); // what is only looked at changes nothing, whatever comes with it
        if (sent && !presses.take(link)) {
            throw new PageRefusal(429, "often", language);
        }
        byte[] body = sent ? request.getInputStream().readNBytes(MOST + 1) : new byte[0];
        if (body.length > MOST) {
            throw new PageRefusal(413, "incomplete", language);
        }
        return new Visit(
                link, language, sent, request.getRemoteAddr(), request.getHeader("User-Agent"),
                Form.of(body, request.getHeader("Content-Type")));
    }

    public String show(Visit visit) {
        return page(visit, null);
    }

    public String save(Visit visit) {
        if (!visit.isSave()) {
            throw new PageRefusal(400, "incomplete", visit.language());
        }
        Link link = visit.link();
        List<String> channels = choices.of(link.account(), link.key()).channels();
        List<String> marketing = visit.form().all(SubscriptionPage.MARKETING);
        List<String> noService = visit.form().all(SubscriptionPage.NO_SERVICE);
        Map<MessageClass, Map<String, Boolean>> wanted = Map.of(MessageClass.MARKETING, new HashMap<>(), MessageClass.SERVICE, new HashMap<>());
        channels.forEach(channel -> {
            wanted.get(MessageClass.MARKETING).put(channel, marketing.contains(channel));
            wanted.get(MessageClass.SERVICE).put(channel, !noService.contains(channel));
        });
        choices.choose(link.account(), link.key(), wanted, visit.evidence());
        return page(visit, "saved");
    }

    public String stop(Visit visit) {
        choices.stop(visit.link().account(), visit.link().key(), visit.evidence());
        return page(visit, "stopped");
    }

    /** No page: a mail program asked. */
    public String unsubscribe(Visit visit) {
        ObjectNode evidence = visit.evidence().put("oneClick", "RFC 8058");
        choices.unsubscribe(visit.link().account(), visit.link().key(), evidence);
        return "unsubscribed\n";
    }

    private String page(Visit visit, String notice) {
        Link link = visit.link();
        return SubscriptionPage.of(visit.language(), sender(link.account()), choices.of(link.account(), link.key()), notice);
    }

    /** As its recipients know it. */
    private String sender(String id) {
        return accounts.find(id).map(Account::senders).filter(senders -> !senders.isEmpty()).map(senders -> senders.get(0)).orElse(id);
    }
}
