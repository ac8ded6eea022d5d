package io.vestnik.ledger;

import io.vestnik.channel.FailureKind;
import io.vestnik.message.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One step of a message on its way over one channel. Changed only through its {@link Message}, under that row's lock. */
final class Delivery {

    /** @param state of the provider's receipt for this part; null: none yet */
    record Part(String id, String state) {}

    /**
     * @param reason as {@code suppression.Suppression} has it
     * @param code the provider's
     */
    record Dead(String reason, String code) {}

    final String id;
    final int position;
    final String channel;
    final String address;
    final int segments;
    final int reference;
    final boolean isNew;

    String provider;
    DeliveryStatus status;
    String code;
    int attempts;
    int repeats;
    List<Part> parts = List.of();
    boolean timedOut;
    String node;
    Instant due;
    Instant sentAt;
    Instant finalAt;
    /** Providers that it must not go to again at once, by space; null: none. */
    String refusedBy;

    /** What the provider said to this attempt, in this change; null: no refusal. */
    FailureKind failure;

    /** {@link #refusedBy} is another now. */
    boolean refusersChanged;

    /** In this change its address was found to be dead on its channel; null: it was not. */
    Dead dead;

    boolean changed;
    final List<TimelineEvent> events = new ArrayList<>();

    Delivery(String id, int position, Step step, int reference, boolean isNew, DeliveryStatus status) {
        this(id, position, step.channel(), step.address(), step.segments(), reference, isNew, status);
    }

    Delivery(
            String id,
            int position,
            String channel,
            String address,
            int segments,
            int reference,
            boolean isNew,
            DeliveryStatus status) {
        this.id = id;
        this.position = position;
        this.channel = channel;
        this.address = address;
        this.segments = segments;
        this.reference = reference;
        this.isNew = isNew;
        this.status = status;
    }

    void note(Instant at, String event, String code, String text) {
        note(at, event, code, text, Map.of());
    }

    /** @param why what the gate weighed */
    void note(Instant at, String event, String code, String text, Map<String, String> why) {
        changed = true;
        events.add(new TimelineEvent(at, event, channel, code, text, why.isEmpty() ? null : why));
    }

    /** Its step is not over: what it asks for may still be heard. */
    boolean isOpen() {
        return finalAt == null;
    }

    /** It has what its step asks for; with that it is final, even if its channel would tell more. */
    boolean hasSucceeded() {
        return switch (status) {
            case SENT, DELIVERED, READ -> finalAt != null && !Success.isMissed(code);
            default -> false;
        };
    }

    /** It has come further; whether that is enough is the step's to say. */
    void come(DeliveryStatus status, Instant at, String code) {
        this.status = status;
        this.code = code;
        node = null;
        note(at, status.toString(), code, null);
    }

    /** Back to the queue, to be taken by the clock at {@code due}. */
    void queue(Instant due) {
        status = DeliveryStatus.QUEUED;
        this.due = due;
        node = null;
    }

    /** Back to the queue, to be taken at once by a provider that has not refused it. */
    void passOn(Instant now) {
        Set<String> refusers = wasRefusedBy();
        refusers.add(provider);
        avoid(String.join(" ", refusers));
        queue(now);
    }

    /** In this round. */
    Set<String> wasRefusedBy() {
        return new LinkedHashSet<>(refusedBy == null ? List.of() : List.of(refusedBy.split(" ")));
    }

    /** @param providers null: none, each may have it */
    void avoid(String providers) {
        refusersChanged |= !Objects.equals(refusedBy, providers);
        refusedBy = providers;
    }

    void end(DeliveryStatus status, Instant at, String code) {
        end(status, at, code, null);
    }

    void end(DeliveryStatus status, Instant at, String code, String text) {
        end(status, at, code, text, Map.of());
    }

    /** Final as far as it has come. */
    void stay(Instant at, String missed) {
        code = missed;
        finalAt = at;
        due = null;
        node = null;
        note(at, "timeout", missed, "no more in time");
    }

    /** The gate lets it not go. */
    void skip(Instant at, String rule, Map<String, String> why) {
        end(DeliveryStatus.SKIPPED, at, rule, null, why);
    }

    private void end(DeliveryStatus status, Instant at, String code, String text, Map<String, String> why) {
        this.status = status;
        this.code = code;
        finalAt = at;
        due = null;
        node = null;
        note(at, status.toString(), code, text, why);
    }

    /** Keeps what a receipt says of one part. */
    void receive(String partId, String state) {
        List<Part> updated = new ArrayList<>(parts);
        updated.replaceAll(part -> part.id().equals(partId) ? new Part(partId, state) : part);
        if (updated.stream().noneMatch(part -> part.id().equals(partId))) {
            updated.add(new Part(partId, state));
        }
        parts = updated;
        changed = true;
    }

    /** That the part is in this state is known, or it is further: it never goes back. */
    boolean hasHeard(String partId, String state) {
        return parts.contains(new Part(partId, state)) || parts.contains(new Part(partId, "read")) && state.equals("delivered");
    }

    /** Every part is at the recipient; without an answer that says how many there are, of as many as it has segments. */
    boolean allPartsDelivered() {
        return (sentAt != null || parts.size() >= segments)
                && parts.stream().allMatch(part -> "delivered".equals(part.state()) || "read".equals(part.state()));
    }

    boolean isAnyPartRead() {
        return parts.stream().anyMatch(part -> "read".equals(part.state()));
    }
}
