package io.vestnik.ingress.rest;

import io.vestnik.account.Account;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A call for a route of an integrator's own. Camel makes headers of its headers and of its query: none of those that mean
 * something inside comes from outside. A form stays a body, or its fields would become headers too.
 */
final class HookCall extends HttpServletRequestWrapper {

    static final int MOST_BYTES = 1 << 20;

    private static final List<String> INSIDE = List.of("vestnik", "camel");

    private final Account account;
    private final Charset charset;
    private final byte[] body;
    private final Map<String, String[]> query;

    /**
     * @param account whose key it has; null: the route authenticates it, and is shown the credentials
     * @throws Refusal when the query can't be decoded, or the body is too large, of no known charset, or can't be read to its end
     */
    HookCall(HttpServletRequest request, Account account) {
        super(request);
        Entrance.checkEscapes(request.getQueryString());
        this.account = account;
        this.charset = charset(request.getCharacterEncoding());
        this.body = Call.body(request, MOST_BYTES);
        this.query = query(request.getQueryString());
    }

    private static Charset charset(String named) {
        try {
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(415, "The body's charset is not known here");
        }
    }

    private static Map<String, String[]> query(String raw) {
        MultiValueMap<String, String> parameters =
                UriComponentsBuilder.newInstance().query(raw).build().getQueryParams();
        Map<String, String[]> shown = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            String plain = decode(name);
            if (isShown(plain)) {
                shown.put(plain, values.stream().map(HookCall::decode).toArray(String[]::new));
            }
        });
        return shown;
    }

    private static String decode(String part) {
        return part == null ? "" : UriUtils.decode(part.replace('+', ' '), StandardCharsets.UTF_8);
    }

    private static boolean isShown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return INSIDE.stream().noneMatch(lower::startsWith);
    }

    private boolean isShownHeader(String name) {
        boolean credentials = account != null && name.equalsIgnoreCase("Authorization"); // have done their work
        return isShown(name) && !credentials;
    }

    @Override
    public String getHeader(String name) {
        Enumeration<String> values = getHeaders(name);
        return values.hasMoreElements() ? values.nextElement() : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (Call.ACCOUNT.equals(name)) {
            return Collections.enumeration(account == null ? List.of() : List.of(account.id()));
        }
        return isShownHeader(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = new ArrayList<>();
        super.getHeaderNames().asIterator().forEachRemaining(name -> {
            if (isShownHeader(name)) {
                names.add(name);
            }
        });
        if (account != null) {
            names.add(Call.ACCOUNT);
        }
        return Collections.enumeration(names);
    }

    /** The header has it still. */
    @Override
    public String getContentType() {
        return null;
    }

    @Override
    public String getParameter(String name) {
        String[] values = query.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        return query.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(query);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(query.keySet());
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), charset));
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                return bytes.read(into, from, most);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("it is all here");
            }
        };
    }
}
