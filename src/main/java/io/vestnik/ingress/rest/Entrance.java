package io.vestnik.ingress.rest;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.metrics.HttpMeters;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Operators;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/** Lets in calls that have a key and that the contract knows; everything else is answered here. */
final class Entrance extends HttpFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final String BEARER = "bearer ";

    private final Accounts accounts;
    private final Operators operators;
    private final RestContract contract;
    private final PathDoor door;
    private final Looks looks;

    Entrance(Accounts accounts, Operators operators, RestContract contract, PathDoor door, Looks looks) {
        this.accounts = accounts;
        this.operators = operators;
        this.contract = contract;
        this.door = door;
        this.looks = looks;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().equals(SpecificationPage.PATH)) {
            chain.doFilter(request, response);
            return;
        }
        long begun = System.nanoTime();
        RestContract.Path path = contract.path(request.getRequestURI()).orElse(null);
        try {
            enter(request, path, response, chain);
        } finally {
            String template = path == null ? null : path.template();
            HttpMeters.answered(request.getMethod(), template, response.getStatus(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void enter(
            HttpServletRequest request, RestContract.Path path, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Call call;
        try {
            call = admit(request, path);
        } catch (RuntimeException e) {
            write(Problems.of(e), response);
            return;
        }
        door.handOn(call, response, chain);
        if (response.getStatus() == HttpServletResponse.SC_OK) {
            looks.note(call, key(request), path.operations().get(request.getMethod()).personal(), path.template());
        }
    }

    private Call admit(HttpServletRequest request, RestContract.Path path) {
        String key = key(request);
        Account account = accounts.byApiKey(key).orElse(null);
        Operator operator = account != null ? null : operators.byKey(key).orElseThrow(Entrance::stranger);
        if (path == null) {
            throw Refusal.of(404, "There is no such path");
        }
        RestContract.Operation operation = path.operations().get(request.getMethod());
        if (operation == null) {
            throw Refusal.of(405, "This path has other methods", "Allow", String.join(", ", path.operations().keySet()));
        }
        checkRight(operation, operator, request);
        if (!operation.contentTypes().isEmpty() && !(operation.bodyOptional() && isWithoutBody(request))) {
            checkBody(request, operation);
        }
        checkQuery(request, operation);
        return new Call(request, account, operator, operation);
    }

    /** Null: none. */
    static String key(HttpServletRequest request) {
        String given = request.getHeader("Authorization");
        boolean bearer = given != null && given.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return bearer ? given.substring(BEARER.length()).trim() : null;
    }

    static Refusal stranger() {
        return Refusal.of(
                401, "An API key is needed: Authorization: Bearer KEY", "WWW-Authenticate", "Bearer realm=\"vestnik\"");
    }

    /** @param operator null: an account calls */
    private static void checkRight(RestContract.Operation operation, Operator operator, HttpServletRequest request) {
        if (operation.role() == null && operator != null) {
            throw Refusal.of(403, "This call needs an account's key, not an operator's");
        }
        if (operator != null && !operator.role().covers(operation.role())) {
            // told here and not in the audit log: a key that may change nothing must not be able to fill a table
            LOG.warn("operator {} may not {} {}", operator.name(), request.getMethod(), request.getRequestURI());
        }
        if (operation.role() != null && (operator == null || !operator.role().covers(operation.role()))) {
            throw Refusal.of(403, "This call needs a key of an operator with the role "
                    + operation.role().name().toLowerCase(Locale.ROOT));
        }
    }

    private static boolean isWithoutBody(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }

    private static void checkBody(HttpServletRequest request, RestContract.Operation operation) {
        String given = request.getContentType();
        boolean known = operation.contentTypes().contains(given)
                || operation.contentTypes().contains(mediaType(given)) && charset(given).equals("utf-8");
        boolean plain = request.getHeader("Content-Encoding") == null;
        if (!known || !plain) {
            String types = String.join(" or ", operation.contentTypes());
            throw Refusal.of(415, "The body must be " + types + " in UTF-8, not encoded further");
        }
        if (request.getContentLengthLong() > operation.mostBytes()) {
            throw Call.tooLarge(operation.mostBytes());
        }
    }

    private static void checkQuery(HttpServletRequest request, RestContract.Operation operation) {
        checkEscapes(request.getQueryString());
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            String name = parameter.getKey();
            if (!operation.openQuery() && !operation.queryNames().contains(name)) {
                throw Refusal.parameter(name, "is not a parameter of this call");
            }
            if (parameter.getValue().length > 1) {
                throw Refusal.parameter(name, "may be given once");
            }
        }
    }

    /** The server passes over a parameter that it can't decode, and a filter that is passed over finds too much. */
    static void checkEscapes(String query) {
        for (String part : query == null ? new String[0] : query.split("&")) {
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(StringUtils.uriDecode(part, StandardCharsets.ISO_8859_1)
                                .getBytes(StandardCharsets.ISO_8859_1)));
            } catch (IllegalArgumentException | CharacterCodingException e) {
                String name = part.split("=", 2)[0];
                throw Refusal.parameter(name.matches("[A-Za-z0-9_-]{1,40}") ? name : "", "is not UTF-8, percent-encoded");
            }
        }
    }

    static String mediaType(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
            return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        } catch (InvalidMediaTypeException e) {
            return "";
        }
    }

    private static String charset(String contentType) {
        try {
            String charset = MediaType.parseMediaType(contentType == null ? "" : contentType).getParameter("charset");
            return charset == null ? "utf-8" : charset.replace("\"", "").toLowerCase(Locale.ROOT);
        } catch (InvalidMediaTypeException e) {
            return "";
        }
    }

    static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
