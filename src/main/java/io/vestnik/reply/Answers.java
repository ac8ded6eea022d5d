package io.vestnik.reply;

import io.vestnik.address.Addresses;
import io.vestnik.account.Accounts;
import io.vestnik.settings.ReplySettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Link;
import io.vestnik.subscription.Links;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is written back to a reply: on its channel, to whoever wrote, from the sender that it was written to. */
@Component("replyAnswers")
public class Answers {

    /** Headers that begin so become tags of the answer. */
    private static final String TAG = "VestnikTag.";

    private static final String STILL_OUT = "still-out";
    /** In a text: where the person can see and change all of it. */
    private static final String LINK = "{link}";

    private static final Set<String> PHONES = Set.of("sms", "voice", "flashcall");
    private static final String TODAY =
            """
            SELECT count(*) FROM message WHERE addresses @> ARRAY[:address::text] AND account = :account AND answers IS NOT NULL
                AND created_at > now() - interval '1 day'
            """;

    private final ReplySettings settings;
    private final Accounts accounts;
    private final Wishes wishes;
    private final Links links;
    private final JdbcClient jdbc;

    Answers(VestnikSettings settings, Accounts accounts, Wishes wishes, Links links, JdbcClient jdbc) {
        this.settings = settings.replies();
        this.accounts = accounts;
        this.wishes = wishes;
        this.links = links;
        this.jdbc = jdbc;
    }

    /** What a keyword is answered with. Who wants to be back is told if another word of theirs, elsewhere, still stands. */
    public String text(Received reply) {
        boolean stillOut = Keyword.START.toString().equals(reply.keyword()) && wishes.isOut(reply.account(), key(reply), reply.channel());
        String text = settings.text(reply.account(), stillOut ? STILL_OUT : reply.keyword(), reply.language());
        return text.contains(LINK) ? text.replace(LINK, link(reply)) : text;
    }

    /** The same for a day: an answer that is tried again is the same answer. */
    private String link(Received reply) {
        Link link = links.link(reply.account(), key(reply), null);
        return links.url(new Link(link.account(), link.key(), link.expiresAt().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)));
    }

    private static String key(Received reply) {
        return Addresses.key(reply.channel(), reply.from());
    }

    /** The text in the language of whoever wrote. */
    public String either(Received reply, String russian, String english) {
        return reply.language().equals("ru") ? russian : english;
    }

    /** False: two machines may be talking to each other; this one stops for a day. */
    public boolean allowed(Received reply) {
        return jdbc.sql(TODAY)
                        .param("address", key(reply))
                        .param("account", reply.account())
                        .query(Integer.class)
                        .single()
                < settings.answersPerDay();
    }

    /**
     * The message, as REST has it: transactional, since it was asked for.
     *
     * @param headers of the route, for the tags
     */
    public Map<String, Object> message(Received reply, String text, Map<String, Object> headers) {
        Map<String, String> tags = new HashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith(TAG)) {
                tags.put(name.substring(TAG.length()), String.valueOf(value));
            }
        });
        tags.put("reply", reply.id());
        Map<String, Object> message = new HashMap<>(Map.of(
                "to", Map.of(PHONES.contains(reply.channel()) ? "phone" : reply.channel(), reply.from()),
                "channels", List.of(Map.of("channel", reply.channel())),
                "class", "transactional",
                "text", text,
                "tags", tags));
        if (accounts.get(reply.account()).senders().contains(reply.to())) {
            message.put("sender", reply.to());
        }
        return message;
    }

    /** One for each answer that a reply has, whenever it is given: it goes out once. @param text tells two answers apart */
    public String key(Received reply, String text) {
        return "reply:" + reply.id() + ":" + Integer.toHexString(text.hashCode());
    }
}
