package io.vestnik.ingress.soap;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

/** Payloads that tests send, and what they look for in answers. */
final class Calls {

    private static final Pattern PATH = Pattern.compile("<v:path>(.*?)</v:path>|<v:path()/>");

    private Calls() {}

    static String operation(String name, String content) {
        return "<v:" + name + " xmlns:v=\"urn:vestnik:v1\">" + content + "</v:" + name + ">";
    }

    static String send(String message) {
        return operation("SendMessage", message(message));
    }

    static String message(String content) {
        return "<v:message>" + content + "</v:message>";
    }

    static String good() {
        return send("<v:to><v:phone>+79161234567</v:phone></v:to><v:text>Привет</v:text>");
    }

    /** WSS UsernameToken with what the test wants to have in it. */
    static String token(String user, String password, String type) {
        String wss = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
        return "<w:Security s:mustUnderstand=\"1\" xmlns:w=\"" + wss + "wssecurity-secext-1.0.xsd\"><w:UsernameToken><w:Username>"
                + user + "</w:Username><w:Password Type=\"" + wss + "username-token-profile-1.0#" + type + "\">"
                + password + "</w:Password></w:UsernameToken></w:Security>";
    }

    static List<String> paths(HttpResponse<String> answer) {
        return PATH.matcher(answer.body())
                .results()
                .map(found -> found.group(1) == null ? "" : found.group(1))
                .toList();
    }
}
