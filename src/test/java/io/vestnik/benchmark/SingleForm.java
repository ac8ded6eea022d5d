package io.vestnik.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request a message: REST, SOAP, and Kannel's. */
final class SingleForm extends Form {

    static final String TEXT = "Dear customer your one-time code is 123456. Do not tell it to anyone. "
            + "Bank hub test message body of usual length for SMS";

    private final Template request;
    private final byte[] beforeId;

    private SingleForm(Template request, String beforeId) {
        this.request = request;
        this.beforeId = beforeId == null ? null : beforeId.getBytes(StandardCharsets.US_ASCII);
    }

    static SingleForm rest(String key, String messageClass, int recipients) {
        return new SingleForm(
                post("/api/v1/messages", "application/json", "Bearer " + key, json(messageClass), recipients), "\"id\":\"");
    }

    /** To be sent at a time. */
    static SingleForm planned(String key, String sendAt, int recipients) {
        String body = "{\"to\":{\"phone\":\"+{to}\"},\"class\":\"service\",\"sendAt\":\"" + sendAt + "\",\"text\":\"#{n}# " + TEXT + "\"}";
        return new SingleForm(post("/api/v1/messages", "application/json", "Bearer " + key, body, recipients), "\"id\":\"");
    }

    static String json(String messageClass) {
        return "{\"to\":{\"phone\":\"+{to}\"},\"class\":\"" + messageClass + "\",\"text\":\"#{n}# " + TEXT + "\"}";
    }

    static SingleForm soap(String user, String password, int recipients) {
        String body = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                + "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message><v:to><v:phone>+{to}</v:phone></v:to>"
                + "<v:class>service</v:class><v:text>#{n}# " + TEXT + "</v:text></v:message></v:SendMessage></e:Body></e:Envelope>";
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new SingleForm(post("/soap/v1", "text/xml", "Basic " + login, body, recipients), "id>");
    }

    /** @param callback port of the sink; it is told of the end alone (1 delivered, 2 not) */
    static SingleForm kannel(int callback, int recipients) {
        return new SingleForm(
                new Template(
                        "GET /cgi-bin/sendsms?username=benchmark&password=benchmark&from=BENCH&to={to}&text=%23{n}%23+"
                                + TEXT.replace(' ', '+') + "&dlr-mask=3&dlr-url=http%3A%2F%2F127.0.0.1%3A" + callback
                                + "%2Fdlr%3Fstatus%3D%25d%26n%3D{n} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                        recipients),
                null);
    }

    private static Template post(String path, String type, String authorization, String body, int recipients) {
        int length = new Template(body, 1).length();
        return new Template(
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\nAuthorization: " + authorization
                        + "\r\nContent-Length: " + length + "\r\n\r\n" + body,
                recipients);
    }

    @Override
    int perRequest() {
        return 1;
    }

    @Override
    int write(ByteBuffer out, int first, int count, int written) {
        request.put(out, first);
        return 1;
    }

    @Override
    void answered(HttpReader answer, int first, int count, Tally tally, long now) {
        int status = answer.status();
        if (status / 100 != 2) {
            tally.refused(status);
        } else if (beforeId == null) {
            tally.accepted(first, now);
        } else {
            Octets body = answer.body();
            int id = body.after(beforeId, 0);
            while (id >= 0 && !Ulids.at(body, id)) {
                id = body.after(beforeId, id);
            }
            if (id < 0) {
                throw new IllegalStateException("an answer without an id: " + body);
            }
            tally.accepted(first, Ulids.high(body, id), Ulids.low(body, id), now);
        }
    }
}
