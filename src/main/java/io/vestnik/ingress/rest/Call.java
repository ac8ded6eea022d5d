package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vestnik.account.Account;
import io.vestnik.audit.Actor;
import io.vestnik.form.JsonReader;
import io.vestnik.gate.Sentences;
import io.vestnik.message.Origin;
import io.vestnik.operator.Operator;
import io.vestnik.trace.Traceparent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.springframework.util.StringUtils;

/**
 * A call that was let in. To all that comes between it shows one header, its account, and no body: Camel would make headers of
 * the caller's and read the body as text, whatever its bytes. The doors read both here.
 */
final class Call extends HttpServletRequestWrapper {

    static final String ACCOUNT = "VestnikAccount";

    /** In bytes: up to here room is made for what a caller says will come. */
    private static final int AT_ONCE = 65_536;

    private final HttpServletRequest request;
    private final Account account;
    private final Operator operator;
    private final RestContract.Operation operation;

    /** Either an account or an operator calls; the other is null. */
    Call(HttpServletRequest request, Account account, Operator operator, RestContract.Operation operation) {
        super(request);
        this.request = request;
        this.account = account;
        this.operator = operator;
        this.operation = operation;
    }

    /** Of a call that the contract gives to accounts; else null. */
    Account account() {
        return account;
    }

    /** Of a call that the contract gives to operators; else null. */
    Operator operator() {
        return operator;
    }

    /** Null: none. */
    String idempotencyKey() {
        return request.getHeader("Idempotency-Key");
    }

    /** In the caller's language. */
    Sentences sentences() {
        return Sentences.of(acceptLanguage());
    }

    /** Null: none. */
    String accept() {
        return request.getHeader("Accept");
    }

    /** Null: none. */
    String acceptLanguage() {
        return request.getHeader("Accept-Language");
    }

    /** What messages of this call say of where they came from: all of one trace. */
    Origin origin() {
        List<String> given = Collections.list(request.getHeaders("traceparent"));
        return new Origin("rest", Traceparent.of(given.size() == 1 ? given.get(0) : null));
    }

    /** Without its parameters, in lower case. */
    String mediaType() {
        return Entrance.mediaType(request.getContentType());
    }

    /** The caller asks for that form of answer. */
    boolean accepts(String mediaType) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains(mediaType);
    }

    /** The path's last segment but {@code fromEnd}. */
    String segment(int fromEnd) {
        String[] segments = request.getRequestURI().split("/");
        return segments[segments.length - 1 - fromEnd];
    }

    /** The same of a name, decoded. */
    String name(int fromEnd) {
        String raw = segment(fromEnd);
        try {
            return StringUtils.uriDecode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw; // nothing is called so
        }
    }

    /** Of a call for operators: who makes it. */
    Actor actor() {
        return new Actor(operator.name(), request.getRemoteAddr());
    }

    /** Where it came from, as the HTTP server sees it. */
    String from() {
        return request.getRemoteAddr();
    }

    /** The body, or an empty object where there is none. */
    JsonNode optionalJson() {
        byte[] body = body();
        return body.length == 0 ? JsonNodeFactory.instance.objectNode() : JsonReader.read(body);
    }

    /** Null: missing. */
    String query(String name) {
        return request.getParameter(name);
    }

    Map<String, String[]> query() {
        return request.getParameterMap();
    }

    /** @throws Refusal when it is too large, or can't be read to its end */
    byte[] body() {
        return body(request, operation.mostBytes());
    }

    static byte[] body(HttpServletRequest request, long most) {
        long length = request.getContentLengthLong();
        try {
            InputStream in = request.getInputStream();
            if (length >= 0 && length <= Math.min(most, AT_ONCE)) {
                byte[] body = in.readNBytes((int) length);
                if (body.length < length) {
                    throw Refusal.of(400, "The body broke off");
                }
                return body;
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream(4_096);
            byte[] buffer = new byte[16_384];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                body.write(buffer, 0, n);
                if (body.size() > most) { // a chunked body tells its length by ending
                    throw tooLarge(most);
                }
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw Refusal.of(400, "The body broke off");
        }
    }

    static Refusal tooLarge(long most) {
        return Refusal.of(413, "The body may have at most " + most + " bytes");
    }

    @Override
    public String getHeader(String name) {
        return ACCOUNT.equals(name) && account != null ? account.id() : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(account == null ? List.of() : List.of(ACCOUNT));
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public String getContentType() {
        return null;
    }

    @Override
    public int getContentLength() {
        return 0;
    }

    @Override
    public long getContentLengthLong() {
        return 0;
    }
}
