package io.vestnik.page;

import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentHistory;
import io.vestnik.consent.Standing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's whole history, to be read and printed. Times are in UTC. */
public final class EvidencePage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Texts texts;

    private EvidencePage(Language language) {
        this.texts = Texts.of(language);
    }

    public static String of(ConsentHistory.Evidence evidence, Language language) {
        return new EvidencePage(language).whole(evidence, new Html(language, Texts.of(language).get("evidence.title"), "wide"));
    }

    private String whole(ConsentHistory.Evidence evidence, Html html) {
        html.element("p", texts.get("evidence.account", evidence.account()));
        html.element("p", texts.get("evidence.addresses", evidence.addresses().stream().map(EvidencePage::address).collect(Collectors.joining(", "))));
        html.element("p", texts.get("evidence.at", time(evidence.at())));
        html.element("h2", texts.get("evidence.now"));
        now(html, evidence.words());
        html.element("h2", texts.get("evidence.entries"));
        if (evidence.entries().isEmpty()) {
            return html.element("p", texts.get("evidence.none")).end();
        }
        head(html, "recorded", "said", "address", "class", "channel", "word", "method", "by", "proof", "held");
        evidence.entries().forEach(step -> entry(html, step));
        return html.markup("</tbody></table>\n").end();
    }

    private void now(Html html, List<Standing.Word> words) {
        head(html, "class", "channel", "state", "since");
        for (Standing.Word word : words) {
            html.markup("<tr>");
            cell(html, texts.name("class", word.messageClass()));
            cell(html, texts.name("channel", word.channel()));
            cell(html, texts.name("state", word.state()));
            cell(html, word.decidedBy() == null ? "" : time(word.decidedBy().consent().at()));
            html.markup("</tr>\n");
        }
        html.markup("</tbody></table>\n");
    }

    private void entry(Html html, ConsentHistory.Step step) {
        Consent consent = step.entry().consent();
        html.markup("<tr>");
        cell(html, time(step.entry().recordedAt()));
        cell(html, time(consent.at()));
        cell(html, address(step.entry().address()));
        cell(html, texts.name("class", consent.messageClass()));
        cell(html, consent.channel() == null ? texts.get("every-channel") : texts.name("channel", consent.channel()));
        cell(html, texts.name("state", consent.granted() ? "granted" : "withdrawn"));
        cell(html, texts.name("method", consent.method()));
        cell(html, consent.by());
        html.markup("<td><pre>").text(consent.evidence() == null ? "" : consent.evidence().toPrettyString()).markup("</pre></td>");
        cell(html, step.held().stream()
                .map(held -> texts.name("channel", held.channel()) + ": " + texts.name("state", held.state()))
                .collect(Collectors.joining("; ")));
        html.markup("</tr>\n");
    }

    private void head(Html html, String... columns) {
        html.markup("<table><thead><tr>");
        for (String column : columns) {
            html.markup("<th scope=\"col\">").text(texts.get("column." + column)).markup("</th>");
        }
        html.markup("</tr></thead><tbody>\n");
    }

    private static void cell(Html html, String text) {
        html.markup("<td>").text(text).markup("</td>");
    }

    private static String address(Map<String, String> address) {
        return address.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining());
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
