package io.vestnik.ingress.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.channel.ContentColumn;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Reply;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.form.JsonReader;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.privacy.AtRest;
import io.vestnik.reply.Replies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sandbox's other end: what its carrier took of an account's messages, and what their recipients write back. */
@Component
public class SandboxDoor {

    private static final int LONGEST_TEXT = 10_000;
    private static final String LIST =
            """
            SELECT id, channel, address, sender, text, content, at FROM sandbox_message WHERE account = :account
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Addresses addresses;
    private final Providers providers;
    private final Predicate<String> channelKnown;
    private final Replies replies;
    private final Clock clock;

    SandboxDoor(
            JdbcClient jdbc,
            Addresses addresses,
            Providers providers,
            Predicate<String> channelKnown,
            Replies replies,
            Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.providers = providers;
        this.channelKnown = channelKnown;
        this.replies = replies;
        this.clock = clock;
    }

    /** Without what it has none of. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Carried(List<Media> media, List<Button> buttons, Map<String, Object> template) {}

    private record Taken(
            String channel, String to, String sender, String text, @JsonUnwrapped Carried carried, Instant at) {}

    private record Listed(List<Taken> messages) {}

    public Answer list(Call call) {
        List<Taken> taken = jdbc.sql(LIST)
                .param("account", call.account().id())
                .param("limit", Page.of(call).limit())
                .query((row, n) -> new Taken(
                        row.getString("channel"),
                        row.getString("address"),
                        row.getString("sender"),
                        AtRest.open("sandbox_message.text", row.getString("id"), row.getString("text")),
                        carried(row),
                        row.getTimestamp("at").toInstant()))
                .list();
        return Answer.json(200, new Listed(taken));
    }

    private static Carried carried(ResultSet row) throws SQLException {
        Content content = ContentColumn.open("sandbox_message.content", row.getString("id"), row.getString("content"));
        return new Carried(content.media(), content.buttons(), content.templates().get(row.getString("channel")));
    }

    /** As if it came from a carrier: kept when this is answered; what follows is the same. */
    public Answer reply(Call call) {
        Faults faults = new Faults();
        var json = JsonReader.read(call.body());
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        List.of("channel", "from", "text").forEach(fields::require);
        String channel = fields.text("channel", 1, 32);
        if (channel != null && !(channelKnown.test(channel) && providers.sandboxed(channel))) {
            faults.unprocessable("/channel", "is not a channel that the sandbox serves");
        }
        String from = fields.text("from", 1, 254);
        String normal = channel == null || from == null ? null : addresses.normal(channel, from).orElse(null);
        if (channel != null && from != null && normal == null) {
            faults.unprocessable("/from", addresses.rule(channel));
        }
        String to = fields.text("to", 1, 254);
        String text = fields.text("text", 1, LONGEST_TEXT);
        fields.refuseOthers();
        faults.throwIfAny();
        Account account = call.account();
        String sender = to != null ? to : account.senders().stream().findFirst().orElse("");
        replies.keepFor(new Reply(channel, "sandbox", normal, sender, text, clock.instant()), account.id());
        return Answer.json(202, Map.of("status", "accepted"));
    }
}
