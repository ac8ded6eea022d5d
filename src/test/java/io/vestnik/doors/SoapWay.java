package io.vestnik.doors;

import io.vestnik.harness.Hub;
import io.vestnik.harness.SoapCall;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One SendMessage a message. */
record SoapWay(Hub hub) implements Way {

    private static final String MESSAGE = "/SendMessage/message";
    private static final String KEY = "/SendMessage/requestId";

    @Override
    public List<Answer> send(List<Request> requests) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (Request request : requests) {
            String message = "<v:to><v:phone>" + xml(request.phone()) + "</v:phone></v:to>" + element("class", request.messageClass())
                    + element("text", request.text()) + element("sender", request.sender())
                    + element("sendAt", request.sendAt()) + element("validFor", request.validFor());
            answers.add(answer(SoapCall.demo(hub)
                    .call("SendMessage", element("requestId", request.key()) + "<v:message>" + message + "</v:message>")));
        }
        return answers;
    }

    private static Answer answer(HttpResponse<String> response) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)));
        if (response.statusCode() == 200) {
            return Answer.accepted(text(document.getDocumentElement(), "id"));
        }
        List<String> errors = new ArrayList<>();
        NodeList found = document.getElementsByTagNameNS("urn:vestnik:v1", "error");
        for (int i = 0; i < found.getLength(); i++) {
            Element error = (Element) found.item(i);
            errors.add(pointer(text(error, "path")) + " " + text(error, "detail"));
        }
        return Answer.refused(errors);
    }

    /** A path names the same place as REST's pointer; the key is no field of a message there. */
    private static String pointer(String path) {
        return path.equals(KEY) ? "" : path.replaceFirst("^" + MESSAGE, "");
    }

    private static String text(Element in, String name) {
        return in.getElementsByTagNameNS("urn:vestnik:v1", name).item(0).getTextContent();
    }

    private static String element(String name, Object value) {
        return value == null ? "" : "<v:" + name + ">" + xml(value.toString()) + "</v:" + name + ">";
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
