package io.vestnik.harness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer of a {@link FakeProvider}.
 *
 * @param delay before it is sent
 */
public record FakeAnswer(int status, Map<String, String> headers, String body, Duration delay, Drop drop) {

    /** How it goes wrong. */
    public enum Drop {
        /** It does not. */
        NONE,
        /** The connection is reset before the request is read. */
        UNREAD,
        /** The connection is reset when the request is read. */
        UNANSWERED,
        /** The connection ends in the middle of the body. */
        MIDDLE,
        /** Nothing comes, and the connection stays. */
        SILENT
    }

    public static FakeAnswer of(int status, String type, String body) {
        return new FakeAnswer(status, Map.of("Content-Type", type), body, Duration.ZERO, Drop.NONE);
    }

    public static FakeAnswer json(int status, String body) {
        return of(status, "application/json", body);
    }

    public static FakeAnswer empty(int status) {
        return new FakeAnswer(status, Map.of(), "", Duration.ZERO, Drop.NONE);
    }

    /** The connection is reset before the request is read. */
    public static FakeAnswer unread() {
        return empty(200).dropped(Drop.UNREAD);
    }

    /** The connection is reset when the request is read. */
    public static FakeAnswer unanswered() {
        return empty(200).dropped(Drop.UNANSWERED);
    }

    /** Nothing comes until the end of the test. */
    public static FakeAnswer silent() {
        return empty(200).dropped(Drop.SILENT);
    }

    /** The connection ends in the middle of it. */
    public FakeAnswer cut() {
        return dropped(Drop.MIDDLE);
    }

    public FakeAnswer after(Duration delay) {
        return new FakeAnswer(status, headers, body, delay, drop);
    }

    public FakeAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, body, delay, drop);
    }

    private FakeAnswer dropped(Drop how) {
        return new FakeAnswer(status, headers, body, delay, how);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " As scripted\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }
}
