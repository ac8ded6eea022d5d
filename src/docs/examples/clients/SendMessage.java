import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** One message by SOAP, with nothing but JDK 17. Usage: java SendMessage.java [http://127.0.0.1:8080] */
public class SendMessage {

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] args) throws Exception {
        String hub = args.length > 0 ? args[0] : "http://127.0.0.1:8080";
        String requestId = setting("REQUEST_ID", "order-21");
        HttpResponse<byte[]> answer = send(hub, envelope(requestId, "+79161234567", "Заказ 21 в пути"));
        Document document = parse(answer.body());
        if (answer.statusCode() == 200) {
            System.out.println(text(document, "id", 0) + " " + text(document, "status", 0));
            return;
        }
        NodeList errors = document.getElementsByTagNameNS("urn:vestnik:v1", "error");
        for (int i = 0; i < errors.getLength(); i++) {
            System.err.println(text(document, "path", i) + " " + text(document, "detail", i));
        }
        System.exit(1);
    }

    /** Again and again with the same requestId, which never sends twice, while the hub is away or can't promise anything now. */
    private static HttpResponse<byte[]> send(String hub, String envelope) throws Exception {
        String login = setting("VESTNIK_USER", "demo") + ":" + setting("VESTNIK_PASSWORD", "demo");
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub + "/soap/v1"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
                boolean later = new String(answer.body(), StandardCharsets.UTF_8).contains("ServerFault");
                if (!later || attempt == 5) {
                    return answer;
                }
            } catch (IOException away) {
                if (attempt == 5) {
                    throw away;
                }
            }
            Thread.sleep(1_000L * attempt);
        }
    }

    private static String envelope(String requestId, String phone, String text) {
        return """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
                  <SendMessage xmlns="urn:vestnik:v1">
                    <requestId>%s</requestId>
                    <message><to><phone>%s</phone></to><class>transactional</class><text>%s</text></message>
                  </SendMessage>
                </soap:Body></soap:Envelope>""".formatted(xml(requestId), xml(phone), xml(text));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static String text(Document document, String name, int index) {
        return document.getElementsByTagNameNS("urn:vestnik:v1", name).item(index).getTextContent();
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
