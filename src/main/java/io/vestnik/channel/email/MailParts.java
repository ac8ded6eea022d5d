package io.vestnik.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** The leaves of a mail. Of each no more is fetched than is read. */
final class MailParts {

    private static final int LARGEST = 256 * 1024;
    /** Of a text, in characters: beyond it nobody writes a reply. */
    private static final int LONGEST = 20_000;
    private static final int MOST = 50;
    private static final int DEEPEST = 10;
    private static final Pattern HIDDEN = Pattern.compile("(?i)<(style|script|head|blockquote)\\b");

    private MailParts() {}

    static List<Part> of(Part mail) throws MessagingException, IOException {
        List<Part> leaves = new ArrayList<>();
        collect(mail, leaves, 0);
        return leaves;
    }

    private static void collect(Part part, List<Part> leaves, int depth) throws MessagingException, IOException {
        if (leaves.size() >= MOST || depth > DEEPEST) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), leaves, depth + 1);
            }
        } else {
            leaves.add(part);
        }
    }

    /** Decoded; no more than {@value #LARGEST} of them. */
    static byte[] octets(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(LARGEST);
        }
    }

    /** What a person reads: the first plain text, else the first HTML without its marks; empty: there is none. */
    static String text(List<Part> parts) throws MessagingException, IOException {
        for (String type : List.of("text/plain", "text/html")) {
            for (Part part : parts) {
                if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                    String text = new String(octets(part), charset(part));
                    return type.equals("text/plain") ? cut(text) : plain(text);
                }
            }
        }
        return "";
    }

    private static Charset charset(Part part) {
        try {
            String named = new ContentType(part.getContentType()).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (MessagingException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8; // better a few wrong letters than no reply
        }
    }

    /** Without what is not shown, and what is quoted. In one go from begin to end: nobody's mail may cost more than its length. */
    private static String visible(String html) {
        StringBuilder shown = new StringBuilder();
        Matcher hidden = HIDDEN.matcher(html);
        int from = 0;
        while (hidden.find(from)) {
            Matcher end = Pattern.compile("(?i)</" + hidden.group(1) + ">").matcher(html);
            if (!end.find(hidden.end())) {
                break;
            }
            shown.append(html, from, hidden.start());
            from = end.end();
        }
        return shown.append(html, from, html.length()).toString();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String plain(String html) {
        String text = cut(visible(html)).replaceAll("\\s+", " ")
                .replaceAll("(?i)<(br|/p|/div|/tr|/li)\\b[^<>]*>", "\n")
                .replaceAll("<[^<>]*>", "");
        return HtmlUtils.htmlUnescape(text).replace('\u00a0', ' ');
    }
}
