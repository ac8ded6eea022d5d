package io.vestnik.sandbox;

import io.vestnik.channel.ContentColumn;
import io.vestnik.channel.Submission;
import io.vestnik.message.Content;
import io.vestnik.privacy.AtRest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the sandbox carrier took. */
@Component
class SandboxRows {

    record Taken(String id, Submission submission, List<String> receipts, Instant at) {}

    private static final String INSERT =
            """
            INSERT INTO sandbox_message (id, account, channel, address, sender, text, reference, at, receipts, due, content)
            SELECT u.id, u.account, u.channel, u.address, u.sender, u.text, u.reference, u.at::timestamptz,
                   string_to_array(u.receipts, ','), CASE WHEN u.receipts <> '' THEN u.at::timestamptz END, u.content
            FROM unnest(:id::text[], :account::text[], :channel::text[], :address::text[], :sender::text[], :text::text[],
                        :reference::int[], :at::text[], :receipts::text[], :content::text[])
                 AS u (id, account, channel, address, sender, text, reference, at, receipts, content)
            """;

    private final JdbcClient jdbc;

    SandboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String content(Taken taken) {
        Content content = taken.submission.content();
        Map<String, Object> template = taken.submission.template();
        Map<String, Map<String, Object>> own = template == null ? Map.of() : Map.of(taken.submission.channel(), template);
        return ContentColumn.seal("sandbox_message.content", taken.id, new Content(content.media(), content.buttons(), own));
    }

    void insert(List<Taken> taken) {
        if (taken.isEmpty()) {
            return;
        }
        jdbc.sql(INSERT)
                .param("id", taken.stream().map(Taken::id).toArray(String[]::new))
                .param("account", taken.stream().map(t -> t.submission.account()).toArray(String[]::new))
                .param("channel", taken.stream().map(t -> t.submission.channel()).toArray(String[]::new))
                .param("address", taken.stream().map(t -> t.submission.address()).toArray(String[]::new))
                .param("sender", taken.stream().map(t -> t.submission.sender()).toArray(String[]::new))
                .param("text", taken.stream().map(t -> AtRest.seal("sandbox_message.text", t.id, t.submission.text())).toArray(String[]::new))
                .param("reference", taken.stream().map(t -> t.submission.reference()).toArray(Integer[]::new))
                .param("at", taken.stream().map(t -> t.at.toString()).toArray(String[]::new))
                .param("receipts", taken.stream().map(t -> String.join(",", t.receipts)).toArray(String[]::new))
                .param("content", taken.stream().map(SandboxRows::content).toArray(String[]::new))
                .update();
    }
}
