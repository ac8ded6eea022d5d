package io.vestnik.page;

import io.vestnik.consent.Choices;
import io.vestnik.consent.State;
import io.vestnik.message.MessageClass;

/** Where a person says what to be sent. Nothing is ticked that the person did not say. */
public final class SubscriptionPage {

    /** Of the form; those of the channels are values. */
    public static final String MARKETING = "marketing";
    public static final String NO_SERVICE = "no-service";

    public static final String ACTION = "action";
    public static final String SAVE = "save";
    public static final String STOP = "stop";

    private final Language language;
    private final Texts texts;

    private SubscriptionPage(Language language) {
        this.language = language;
        this.texts = Texts.of(language);
    }

    /**
     * @param sender as its recipients know it
     * @param notice key of what has just been done; null: nothing
     */
    public static String of(Language language, String sender, Choices.Person person, String notice) {
        return new SubscriptionPage(language).whole(sender, person, notice);
    }

    /** Says nothing of anybody. */
    public static String problem(Language language, String kind) {
        SubscriptionPage page = new SubscriptionPage(language);
        Html html = page.begin(page.texts.get(kind + ".title"));
        return html.element("p", page.texts.get(kind + ".text")).end();
    }

    private Html begin(String title) {
        Html html = new Html(language, title, "");
        html.markup("<nav>");
        for (Language other : Language.values()) {
            if (other != language) {
                html.markup("<a href=\"?lang=" + other.tag() + "\" lang=\"" + other.tag() + "\" hreflang=\"" + other.tag() + "\">")
                        .text(Texts.of(other).get("language"))
                        .markup("</a>");
            }
        }
        return html.markup("</nav>\n");
    }

    private String whole(String sender, Choices.Person person, String notice) {
        Html html = begin(texts.get("title", sender));
        if (notice != null) {
            html.element("p", " class=\"notice\" role=\"status\"", texts.get(notice));
        }
        if (person.channels().isEmpty()) {
            html.element("p", texts.get("no-channels"));
        } else {
            form(html);
            fieldset(html, MARKETING, person, State.GRANTED, MessageClass.MARKETING);
            fieldset(html, NO_SERVICE, person, State.WITHDRAWN, MessageClass.SERVICE);
            html.markup("<button name=\"" + ACTION + "\" value=\"" + SAVE + "\">").text(texts.get("save")).markup("</button>\n</form>\n");
        }
        html.element("p", " class=\"note\"", texts.get("always"));
        form(html);
        html.markup("<p id=\"stop-note\">").text(texts.get("stop-note")).markup("</p>\n<button class=\"stop\" aria-describedby=\"stop-note\" name=\""
                + ACTION + "\" value=\"" + STOP + "\">");
        return html.text(texts.get("stop")).markup("</button>\n</form>\n").end();
    }

    private void form(Html html) {
        html.markup("<form method=\"post\" action=\"?lang=" + language.tag() + "\">\n");
    }

    private void fieldset(Html html, String name, Choices.Person person, State ticked, MessageClass messageClass) {
        html.markup("<fieldset aria-describedby=\"" + name + "-note\">\n").element("legend", texts.get(name));
        html.markup("<p class=\"note\" id=\"" + name + "-note\">").text(texts.get(name + "-note")).markup("</p>\n");
        for (String channel : person.channels()) {
            boolean isTicked = person.standing().word(messageClass, channel).state() == ticked;
            html.markup("<label><input type=\"checkbox\" name=\"" + name + "\" value=\"").text(channel)
                    .markup("\"" + (isTicked ? " checked" : "") + "> <span>").text(texts.name("channel", channel))
                    .markup("</span></label>\n");
        }
        html.markup("</fieldset>\n");
    }
}
