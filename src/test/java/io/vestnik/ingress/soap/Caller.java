package io.vestnik.ingress.soap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Calls a SOAP door byte by byte, as no well-behaved client would. */
record Caller(String url, String credentials, Map<String, String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** As the sandbox account. */
    Caller(String url) {
        this(url, "demo:demo", Map.of());
    }

    Caller as(String user, String password) {
        return new Caller(url, user + ":" + password, headers);
    }

    Caller anonymous() {
        return new Caller(url, null, headers);
    }

    Caller with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Caller(url, credentials, more);
    }

    HttpResponse<String> call(String body) {
        return post(envelope(body));
    }

    HttpResponse<String> call(String header, String body) {
        return post(envelope(body).replace("<s:Body>", "<s:Header>" + header + "</s:Header><s:Body>"));
    }

    static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    HttpResponse<String> post(String envelope) {
        return post(envelope.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(byte[] envelope) {
        return post(BodyPublishers.ofByteArray(envelope), "text/xml;charset=UTF-8");
    }

    HttpResponse<String> post(BodyPublisher envelope, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(envelope);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(request);
    }

    HttpResponse<String> get(String query) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + query)).GET();
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (credentials != null) {
            String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
