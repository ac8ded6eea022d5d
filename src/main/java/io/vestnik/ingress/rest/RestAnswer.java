package io.vestnik.ingress.rest;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Puts an answer on the wire side of an exchange: with its own headers only, or Camel would send the caller's back. */
@Component
public class RestAnswer {

    public void write(Exchange exchange) {
        write(exchange.getMessage().getBody(Answer.class), exchange.getMessage());
    }

    public void problem(Exchange exchange) {
        write(Problems.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)), exchange.getMessage());
    }

    /** For routes under {@code /hooks}: the body, a Map or a List, as JSON. */
    public void json(Exchange exchange, int status) {
        write(Answer.json(status, exchange.getMessage().getBody()), exchange.getMessage());
    }

    /** For routes under {@code /hooks} that have nothing to tell. */
    public void empty(Exchange exchange, int status) {
        write(Answer.empty(status), exchange.getMessage());
    }

    /** For routes under {@code /hooks}: the body as plain text; null: nothing. */
    public void text(Exchange exchange, int status) {
        String text = exchange.getMessage().getBody(String.class);
        write(text == null ? Answer.empty(status) : Answer.of(status, "text/plain", text.getBytes(StandardCharsets.UTF_8)), exchange.getMessage());
    }

    /** For routes under {@code /hooks} that refuse a call: a problem that says why. */
    public void refuse(Exchange exchange, int status, String detail) {
        write(Problems.of(Refusal.of(status, detail)), exchange.getMessage());
    }

    private static void write(Answer answer, Message message) {
        message.removeHeaders("*");
        answer.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.HTTP_CHUNKED, false); // its length is known
        if (answer.contentType() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        }
        message.setBody(answer.contentType() == null ? null : answer.body());
    }
}
