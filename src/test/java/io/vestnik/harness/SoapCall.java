package io.vestnik.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An account's program that uses a hub by SOAP, with HTTP Basic unless a method says otherwise. */
public record SoapCall(Hub hub, String user, String password) {

    /** The sandbox account. */
    public static SoapCall demo(Hub hub) {
        return new SoapCall(hub, "demo", "demo");
    }

    /** @param message the elements of {@code message}, prefix {@code v} */
    public HttpResponse<String> sendMessage(String requestId, String message) {
        return call("SendMessage", "<v:requestId>" + requestId + "</v:requestId><v:message>" + message + "</v:message>");
    }

    public HttpResponse<String> call(String operation, String content) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return Hub.send(hub.request("/soap/v1", "Authorization", "Basic " + login)
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(envelope("", operation, content))));
    }

    /** With a UsernameToken that has a digest of the password. */
    public HttpResponse<String> callByDigest(String operation, String content) {
        return Hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/soap/v1"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(envelope(Token.of(user, password).header(), operation, content))));
    }

    private static String envelope(String header, String operation, String content) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>" + header + "</s:Header><s:Body><v:"
                + operation + " xmlns:v=\"urn:vestnik:v1\">" + content + "</v:" + operation + "></s:Body></s:Envelope>";
    }

    /** The message's id in an answer that is no fault. */
    public String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("(?s).*<v:id>([^<]*)</v:id>.*", "$1");
    }
}
