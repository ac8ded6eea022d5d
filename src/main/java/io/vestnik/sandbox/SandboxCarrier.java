package io.vestnik.sandbox;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Receipt;
import io.vestnik.channel.Submission;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The built-in carrier of every channel that has no provider: keeps what it "sent", follows magic recipients and gives
 * receipts. What it took is in the database before it answers, like a real carrier's.
 */
@Component("sandboxCarrier")
public class SandboxCarrier {

    private final Providers providers;
    private final SandboxRows rows;
    private final Consumer<Outcome> outcomes;
    private final Clock clock;

    SandboxCarrier(
            Providers providers, SandboxRows rows, @Qualifier("outcomes") Consumer<Outcome> outcomes, Clock clock) {
        this.providers = providers;
        this.rows = rows;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Takes the submissions of one channel. */
    public void send(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return;
        }
        List<Outcome> answers = new ArrayList<>();
        List<SandboxRows.Taken> taken = new ArrayList<>();
        Instant now = clock.instant();
        for (Submission submission : submissions) {
            MagicRecipient magic = MagicRecipient.of(submission.address());
            FailureKind refusal = magic.refusal(submission.attempt());
            if (refusal != null) {
                answers.add(new Outcome.Refused(submission.deliveryId(), refusal, "sandbox-" + magic.digits(), null));
            } else {
                String id = UlidCreator.getMonotonicUlid().toString();
                taken.add(new SandboxRows.Taken(id, submission, magic.receipts(), now));
                answers.add(new Outcome.Sent(submission.deliveryId(), List.of(id)));
            }
        }
        try {
            rows.insert(taken);
        } catch (RuntimeException e) {
            answers.removeIf(Outcome.Sent.class::isInstance);
            taken.forEach(t -> answers.add(new Outcome.Unsent(t.submission().deliveryId())));
        }
        Provider provider = providers.of(submissions.get(0).channel()).get(0);
        provider.release(submissions.stream().mapToInt(Submission::segments).sum());
        answers.forEach(outcomes);
    }

    /**
     * The receipts that are due.
     *
     * @param due rows of {@code sql/sandbox-receipts.sql}
     */
    public List<Receipt> receipts(List<Map<String, Object>> due) {
        Instant now = clock.instant();
        return due.stream()
                .map(row -> new Receipt(
                        "sandbox",
                        (String) row.get("id"),
                        Receipt.State.valueOf(((String) row.get("state")).toUpperCase(Locale.ROOT)),
                        null,
                        now,
                        (Integer) row.get("reference"),
                        (String) row.get("address"),
                        null))
                .toList();
    }

    /** The ids of the rows, with commas between, as {@code sql/sandbox-receipts-told.sql} takes them. */
    public String ids(List<Map<String, Object>> due) {
        return due.stream().map(row -> (String) row.get("id")).collect(Collectors.joining(","));
    }
}
