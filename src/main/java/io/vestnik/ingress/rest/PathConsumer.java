package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * A path that a route opened, as Camel has it, but for a {@link Call}: that shows nothing of itself, so nothing is looked for in
 * it, and its answer is bytes that need no conversion.
 */
final class PathConsumer extends SpringBootPlatformHttpConsumer {

    /** Camel keeps it back; an answer's own is meant. */
    private static final String CACHE_CONTROL = "Cache-Control";

    private final HeaderFilterStrategy filter;

    /** Runs where it is called. */
    PathConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        super(endpoint, processor, Runnable::run);
        this.filter = endpoint.getHeaderFilterStrategy();
    }

    @Override
    protected void handleService(HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (!(request instanceof Call call) || isSuspended()) {
            super.handleService(request, response);
            return;
        }
        Exchange exchange = createExchange(true);
        exchange.setPattern(ExchangePattern.InOut);
        fill(exchange.getIn(), call, response);
        createUoW(exchange);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        afterProcess(response, exchange);
    }

    private static void fill(Message message, Call call, HttpServletResponse response) {
        Map<String, Object> headers = message.getHeaders();
        headers.put(Exchange.HTTP_SERVLET_REQUEST, call);
        headers.put(Exchange.HTTP_SERVLET_RESPONSE, response);
        headers.put(Exchange.HTTP_METHOD, call.getMethod());
        headers.put(Exchange.HTTP_URI, call.getRequestURI());
        headers.put(Exchange.HTTP_PATH, call.getRequestURI());
        if (call.account() != null) {
            headers.put(Call.ACCOUNT, call.account().id());
        }
    }

    @Override
    protected void afterProcess(HttpServletResponse response, Exchange exchange) throws Exception {
        Message answer = exchange.getMessage();
        if (exchange.isFailed() || !isPlain(answer)) {
            super.afterProcess(response, exchange);
            return;
        }
        try {
            write(answer, response, exchange);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** As {@link RestAnswer} leaves it. */
    private static boolean isPlain(Message answer) {
        return (answer.getBody() == null || answer.getBody() instanceof byte[])
                && answer.getHeader(Exchange.HTTP_RESPONSE_CODE) instanceof Integer
                && Boolean.FALSE.equals(answer.getHeader(Exchange.HTTP_CHUNKED))
                && answer.getHeader(Exchange.CONTENT_ENCODING) == null;
    }

    private void write(Message answer, HttpServletResponse response, Exchange exchange) throws IOException {
        response.setStatus((Integer) answer.getHeader(Exchange.HTTP_RESPONSE_CODE));
        answer.getHeaders().forEach((name, value) -> {
            if (name.equalsIgnoreCase(Exchange.CONTENT_TYPE)) {
                response.setContentType((String) value);
            } else if (name.equals(CACHE_CONTROL) || value != null && !filter.applyFilterToCamelHeaders(name, value, exchange)) {
                response.addHeader(name, value.toString());
            }
        });
        byte[] body = (byte[]) answer.getBody();
        if (body != null) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
