package io.vestnik.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An account's program that uses a hub by SOAP, with HTTP Basic. */
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
        String envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><v:" + operation
                + " xmlns:v=\"urn:vestnik:v1\">" + content + "</v:" + operation + "></s:Body></s:Envelope>";
        return Hub.send(hub.request("/soap/v1", "Authorization", "Basic " + login)
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(envelope)));
    }

    /** The message's id in an answer that is no fault. */
    public String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("(?s).*<v:id>([^<]*)</v:id>.*", "$1");
    }
}
