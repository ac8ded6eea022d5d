package io.vestnik.ingress.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.page.Language;
import io.vestnik.page.SubscriptionPage;
import io.vestnik.page.Texts;
import io.vestnik.subscription.Link;
import java.util.List;

/**
 * Somebody at the page of a link.
 *
 * @param isSent something was pressed; else the page is only looked at
 * @param ip where from
 * @param userAgent null: not told
 * @param form what was sent
 */
public record Visit(Link link, Language language, boolean isSent, String ip, String userAgent, Form form) {

    private static final int MOST_OF_AGENT = 200;

    /** A mail program unsubscribes its reader, RFC 8058. */
    public boolean isOneClick() {
        return form.isOneClick();
    }

    public boolean isStop() {
        return form.all(SubscriptionPage.ACTION).equals(List.of(SubscriptionPage.STOP));
    }

    boolean isSave() {
        return form.all(SubscriptionPage.ACTION).equals(List.of(SubscriptionPage.SAVE));
    }

    /** What proves the choice: the text that was before the person, and where the answer came from. */
    ObjectNode evidence() {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.put("textVersion", Texts.of(language).version()).put("ip", ip);
        if (userAgent != null) {
            evidence.put("userAgent", userAgent.substring(0, Math.min(MOST_OF_AGENT, userAgent.length())).replaceAll("[^ -~]", "?"));
        }
        return evidence;
    }
}
