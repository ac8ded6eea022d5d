package io.vestnik.ingress.rest;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One bad call, and how it must be answered. */
final class BadInputRow {

    final String title;
    final int status;
    String method = "POST";
    String path = "/api/v1/messages";
    String key = "Bearer demo-key";
    String contentType = "application/json";
    BodyPublisher body = BodyPublishers.noBody();
    final List<String> headers = new ArrayList<>();
    List<String> pointers = List.of();

    private BadInputRow(String title, int status) {
        this.title = title;
        this.status = status;
    }

    static BadInputRow row(String title, int status) {
        return new BadInputRow(title, status);
    }

    BadInputRow at(String... pointers) {
        this.pointers = Arrays.asList(pointers);
        return this;
    }

    /** Single quotes stand for double ones. */
    BadInputRow body(String json) {
        return bytes(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    BadInputRow bytes(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    /** Sent in chunks, without its length. */
    BadInputRow chunked(byte[] bytes) {
        body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes));
        return this;
    }

    BadInputRow call(String method, String path) {
        this.method = method;
        this.path = path;
        return this;
    }

    /** Null: no such header. */
    BadInputRow key(String authorization) {
        key = authorization;
        return this;
    }

    BadInputRow type(String contentType) {
        this.contentType = contentType;
        return this;
    }

    BadInputRow header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    @Override
    public String toString() {
        return title;
    }
}
