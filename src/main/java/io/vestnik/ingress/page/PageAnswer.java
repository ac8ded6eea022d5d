package io.vestnik.ingress.page;

import io.vestnik.batch.Outage;
import io.vestnik.page.Style;
import io.vestnik.page.SubscriptionPage;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts a page on the wire side of an exchange: nobody keeps it, frames it, or is told where its reader came from. */
@Component("pageAnswer")
public class PageAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(PageAnswer.class);

    /** The body is the page. */
    public void write(Exchange exchange) {
        write(exchange.getMessage(), 200, exchange.getMessage().getBody(String.class), "text/html; charset=utf-8");
    }

    /** For a mail program: the body is its one line. */
    public void line(Exchange exchange) {
        write(exchange.getMessage(), 200, exchange.getMessage().getBody(String.class), "text/plain; charset=utf-8");
    }

    public void problem(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Visit visit = exchange.getVariable("visit", Visit.class);
        PageRefusal refusal = refusal(failure);
        write(exchange.getMessage(), refusal.status(), SubscriptionPage.problem(refusal.language(visit), refusal.kind()), "text/html; charset=utf-8");
        if (refusal.status() >= 500) {
            exchange.getMessage().setHeader("Retry-After", "5");
        } else if (refusal.status() == 429) {
            exchange.getMessage().setHeader("Retry-After", "60");
        }
    }

    private static PageRefusal refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PageRefusal refusal) {
                return refusal;
            }
        }
        if (Outage.is(failure)) {
            LOG.warn("Not answered, nothing can be written now: {}", failure.toString());
            return new PageRefusal(503, "later", null);
        }
        LOG.error("A page failed", failure);
        return new PageRefusal(500, "later", null);
    }

    private static void write(Message message, int status, String body, String contentType) {
        HttpServletResponse response = message.getHeader(Exchange.HTTP_SERVLET_RESPONSE, HttpServletResponse.class);
        response.setHeader("Cache-Control", "no-store"); // Camel would keep it back
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setHeader("Content-Security-Policy", Style.POLICY);
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("X-Robots-Tag", "noindex, nofollow");
        message.setHeader("Vary", "Accept-Language");
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
    }
}
