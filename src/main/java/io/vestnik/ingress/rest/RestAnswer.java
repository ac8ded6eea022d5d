package io.vestnik.ingress.rest;

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

    /** For routes under {@code /hooks}: the body as JSON; no body where it is null. */
    public void json(Exchange exchange, int status) {
        Object body = exchange.getMessage().getBody();
        write(body == null ? Answer.empty(status) : Answer.json(status, body), exchange.getMessage());
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
