package io.vestnik.page;

import org.springframework.web.util.HtmlUtils;

/** A page as it grows: markup is written here, everything else is text. */
final class Html {

    private final StringBuilder page = new StringBuilder(4_096);

    /** Begins a page, with its heading. */
    Html(Language language, String title, String bodyClass) {
        markup("<!DOCTYPE html>\n<html lang=\"" + language.tag() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"robots\" content=\"noindex, nofollow\">\n<title>");
        text(title).markup("</title>\n<style>" + Style.CSS + "</style>\n</head>\n<body class=\"" + bodyClass + "\">\n<main>\n<h1>");
        text(title).markup("</h1>\n");
    }

    /** As it is: never what somebody sent. */
    Html markup(String markup) {
        page.append(markup);
        return this;
    }

    /** Also in an attribute's quotes. */
    Html text(String text) {
        page.append(HtmlUtils.htmlEscape(text, "UTF-8"));
        return this;
    }

    Html element(String name, String text) {
        return element(name, "", text);
    }

    /** @param attributes with a space before; our own */
    Html element(String name, String attributes, String text) {
        return markup("<" + name + attributes + ">").text(text).markup("</" + name + ">\n");
    }

    String end() {
        return page.append("</main>\n</body>\n</html>\n").toString();
    }
}
