package io.vestnik.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.address.Addresses;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.Submission;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What platforms tell of chats; of two tellings the later one holds, in whatever order they come. */
@Component("sessions")
public class Sessions {

    private final SessionRows rows;
    private final StartLinks links;
    private final Addresses addresses;
    private final Clock clock;

    Sessions(SessionRows rows, StartLinks links, Addresses addresses, Clock clock) {
        this.rows = rows;
        this.links = links;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * In the database when it returns; what is told again changes nothing. Who came by a link that was made for a contact is that
     * contact; by one that is unknown, used or expired, whoever wrote.
     */
    public void hear(List<SessionNews> told) {
        Instant now = clock.instant();
        List<SessionNews> news = told.stream().map(one -> normal(one, now)).toList();
        rows.hear(news);
        news.stream().filter(one -> one.token() != null).forEach(links::redeem);
    }

    /** What is kept of the chat with a submission's recipient, as JSON; what its account attached goes first. Null: nothing. */
    public String kept(Submission submission) {
        return rows.kept(submission.account(), submission.channel(), submission.provider(), submission.address())
                .map(JsonNode::toString)
                .orElse(null);
    }

    /** The provider has made a chat with a submission's recipient. @param made what it asks to be kept, JSON */
    public void keep(Submission submission, String made) {
        rows.keep(submission.channel(), submission.provider(), submission.address(), made);
    }

    /** In the form in which deliveries have addresses; a clock of theirs that is fast does not bind us for longer. */
    private SessionNews normal(SessionNews news, Instant now) {
        String given = news.address();
        Optional<String> normal = addresses.normal(news.channel(), given)
                .or(() -> given.startsWith("+") ? addresses.normal(news.channel(), given.substring(1)) : Optional.empty());
        Instant at = news.at().isAfter(now) ? now : news.at();
        return new SessionNews(news.channel(), news.provider(), normal.orElse(given), news.state(), news.token(), at);
    }
}
