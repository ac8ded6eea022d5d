package io.vestnik.smpp;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.channel.sms.SmsText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A submission and what became of each of its parts. Its outcome is told once, when every part is answered; and once more
 * when an answer that was given up for lost makes it a sent one, so that its ids are known.
 */
final class OutgoingMessage {

    /** How often parts go again whose siblings were taken, before a phone would get those twice. */
    private static final int RESENDS = 3;

    private enum Fate {
        PENDING,
        UNSENT,
        /** Went out, no answer. */
        LOST,
        TAKEN,
        /** May go again. */
        PUT_OFF,
        REFUSED
    }

    private record Part(byte[] body, Fate fate, String id, FailureKind kind, String code) {
        Part is(Fate next, String newId, FailureKind newKind, String newCode) {
            return new Part(body, next, newId, newKind, newCode);
        }
    }

    private final Submission submission;
    private final boolean concatenated;
    private final byte dataCoding;
    private final List<Part> parts;
    private int pending;
    private int resends = RESENDS;
    private boolean told;
    private boolean faulted;
    private boolean closed;

    OutgoingMessage(Submission submission) {
        SmsText text = SmsText.of(submission.text());
        this.submission = submission;
        this.concatenated = text.concatenated();
        this.dataCoding = text.dataCoding();
        this.parts = new ArrayList<>();
        for (byte[] body : text.parts(submission.reference())) {
            parts.add(new Part(body, Fate.PENDING, null, null, null));
        }
        this.pending = parts.size();
    }

    Submission submission() {
        return submission;
    }

    boolean concatenated() {
        return concatenated;
    }

    byte dataCoding() {
        return dataCoding;
    }

    int size() {
        return parts.size();
    }

    synchronized byte[] body(int part) {
        return parts.get(part).body;
    }

    /** All of these answer whether the message has no part pending now. */
    synchronized boolean taken(int part, String id) {
        return settle(part, Fate.TAKEN, id, null, null);
    }

    synchronized boolean refused(int part, FailureKind kind, int status) {
        boolean mayGoAgain = kind == FailureKind.TRANSIENT || kind == FailureKind.THROTTLED;
        return settle(part, mayGoAgain ? Fate.PUT_OFF : Fate.REFUSED, null, kind, SmppStatus.code(status));
    }

    /** It can't even be written as a PDU: sending it again would not help. */
    synchronized boolean unwritable(int part) {
        return settle(part, Fate.REFUSED, null, FailureKind.CHANNEL, "unencodable");
    }

    synchronized boolean lost(int part, String code) {
        return settle(part, Fate.LOST, null, null, code);
    }

    synchronized boolean unsent(int part) {
        return settle(part, Fate.UNSENT, null, null, null);
    }

    private boolean settle(int part, Fate fate, String id, FailureKind kind, String code) {
        pending -= parts.get(part).fate == Fate.PENDING ? 1 : 0;
        parts.set(part, parts.get(part).is(fate, id, kind, code));
        return pending == 0;
    }

    /** Parts to send again now that their siblings were taken; they are pending from here on. */
    synchronized List<Integer> resend() {
        List<Integer> again = new ArrayList<>();
        boolean mixed = !told && has(Fate.TAKEN) && !has(Fate.REFUSED) && !has(Fate.LOST);
        if (!mixed || resends == 0) {
            return again;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).fate != Fate.TAKEN) {
                parts.set(i, parts.get(i).is(Fate.PENDING, null, null, null));
                again.add(i);
            }
        }
        resends -= again.isEmpty() ? 0 : 1;
        pending = again.size();
        return again;
    }

    /** A part was not taken, for now, or not answered. True the first time. */
    synchronized boolean faulted() {
        boolean first = !faulted;
        faulted = true;
        return first;
    }

    /** True the first time. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /**
     * Null: it was told before and nothing is new.
     *
     * @param others providers that may take it in place of this one; asked only where it was refused
     */
    synchronized Outcome outcome(Supplier<Set<String>> others) {
        String delivery = submission.deliveryId();
        boolean first = !told;
        told = true;
        if (parts.stream().allMatch(p -> p.fate == Fate.TAKEN)) {
            return new Outcome.Sent(delivery, parts.stream().map(Part::id).toList());
        }
        if (!first) {
            return null;
        }
        boolean taken = has(Fate.TAKEN); // no other provider may add to it
        for (Fate fate : List.of(Fate.REFUSED, Fate.LOST, Fate.PUT_OFF)) {
            for (Part part : parts) {
                if (part.fate == fate) {
                    return fate == Fate.LOST
                            ? new Outcome.Unknown(delivery, part.code)
                            : new Outcome.Refused(delivery, part.kind, part.code, null, taken ? Set.of() : others.get());
                }
            }
        }
        return taken
                ? new Outcome.Refused(delivery, FailureKind.TRANSIENT, "incomplete", null)
                : new Outcome.Unsent(delivery);
    }

    private boolean has(Fate fate) {
        return parts.stream().anyMatch(p -> p.fate == fate);
    }
}
