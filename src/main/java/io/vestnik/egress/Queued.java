package io.vestnik.egress;

import io.vestnik.channel.ContentColumn;
import io.vestnik.channel.Submission;
import io.vestnik.gate.Candidate;
import io.vestnik.message.Content;
import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A queued delivery as the claim finds it, under its message's lock. */
record Queued(
        Candidate candidate,
        boolean messagePaused,
        boolean providerPaused,
        String address,
        String sender,
        String text,
        Content content,
        int segments,
        int attempts,
        int reference,
        String traceparent) {

    static Queued of(ResultSet row, Candidate candidate) throws SQLException {
        return new Queued(
                candidate,
                row.getBoolean("message_paused"),
                row.getBoolean("provider_paused"),
                row.getString("address"),
                row.getString("sender"),
                AtRest.open("message.text", candidate.messageId(), row.getString("text")),
                ContentColumn.open("message.content", candidate.messageId(), row.getString("content")),
                row.getInt("segments"),
                row.getInt("attempts"),
                row.getInt("reference"),
                row.getString("traceparent"));
    }

    boolean isExpired(Instant now) {
        return !candidate.facts().validUntil().isAfter(now);
    }

    /** Only the rules may still keep it back. */
    boolean stands(Instant now) {
        return !isExpired(now) && !messagePaused && !providerPaused && candidate.sender() != null;
    }

    Submission submission(String provider, Instant sendBy) {
        return new Submission(
                candidate.id(),
                candidate.messageId(),
                candidate.account(),
                candidate.facts().channel(),
                provider,
                candidate.facts().messageClass(),
                address,
                sender,
                text,
                segments,
                attempts + 1,
                reference,
                candidate.facts().validUntil(),
                sendBy,
                content);
    }
}
