package io.vestnik.channel.email;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A plain text as HTML that looks the same: links can be clicked, lines end where they ended, markup is text. */
final class HtmlText {

    // punctuation at its end belongs to the sentence
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]»']");

    private HtmlText() {}

    static String of(String text) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
        Matcher links = LINK.matcher(text);
        int done = 0;
        while (links.find()) {
            String link = escaped(links.group());
            html.append(lines(text.substring(done, links.start())));
            html.append("<a href=\"").append(link).append("\">").append(link).append("</a>");
            done = links.end();
        }
        return html.append(lines(text.substring(done))).append("\n</body></html>\n").toString();
    }

    private static String lines(String text) {
        return escaped(text).replaceAll("\\R", "<br>\n");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
