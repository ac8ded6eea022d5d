package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.channel.Submission;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** One message on its way to its recipient: a request for each part of its text, in order, until one is not taken. */
public final class HttpCall {

    /** What an answer that makes no chat may mean. */
    private static final Set<String> FAILURES = Set.copyOf(ErrorTable.KINDS);

    private final HttpApi api;
    private final Submission submission;
    private final ProviderSettings settings;
    private final MessageView message;
    private final Opening opening;
    private final Deque<String> left;
    private final int parts;
    private final List<String> taken = new ArrayList<>();
    private String address;
    private boolean moved;
    private boolean opened;
    private WireRequest request;
    private Answer failure;

    /**
     * @param api null: its description is gone
     * @param session what is kept of the chat; JSON's null: nothing
     */
    HttpCall(HttpApi api, Submission submission, ProviderSettings settings, JsonNode session) {
        this.api = api;
        this.submission = submission;
        this.settings = settings;
        this.message = new MessageView(submission, settings, session);
        this.address = submission.address();
        this.opening = new Opening(api == null || !session.isNull() ? List.of() : api.open());
        this.left = new ArrayDeque<>(api == null ? List.of() : api.parts(submission));
        this.parts = left.size();
        if (api == null) {
            failure = Answer.failed("configuration", "no_description");
        } else if (parts == 0) {
            failure = Answer.failed("skipped", "too_long");
        }
        prepare();
    }

    /** There is something to send. */
    public boolean isOpen() {
        return request != null;
    }

    /** A part of it is at the recipient. */
    public boolean isBegun() {
        return !taken.isEmpty();
    }

    /** The next. */
    public WireRequest getRequest() {
        return request;
    }

    void hear(int status, Map<String, String> headers, byte[] body) {
        opened = false;
        if (opening.isDone()) {
            hear(api.answer().read(status, headers, body, Instant.now()));
        } else if (opening.take(status, Body.read(body, headers.get("content-type")), view())) {
            message.session(opening.kept());
            opened = true;
        } else {
            Answer answer = api.answer().read(status, headers, body, Instant.now());
            failure = FAILURES.contains(answer.kind()) ? answer : Answer.failed("unknown", "not_opened");
        }
        if (failure == null && !left.isEmpty() && !Instant.now().isBefore(submission.sendBy())) {
            failure = Answer.failed("transient", "late"); // its row may be judged before the rest is answered
        }
        prepare();
        opened &= opening.isDone();
    }

    private void hear(Answer answer) {
        if (answer.kind().equals("taken")) {
            left.remove();
            taken.add(answer.value() == null ? "" : answer.value());
        } else if (answer.kind().equals("moved") && !moved) {
            moved = true;
            address = answer.value();
        } else {
            failure = answer.kind().equals("moved") ? Answer.failed("recipient", "moved") : answer;
        }
    }

    private void prepare() {
        request = null;
        if (failure != null || left.isEmpty()) {
            return;
        }
        ObjectNode view = view();
        try {
            RequestSpec first = opening.next(view);
            if (first != null) {
                request = first.make(view, message.names(view), settings).before(submission.sendBy());
                return;
            }
            for (RequestSpec spec : api.requests()) {
                if (spec.fits(view)) {
                    request = spec.make(view, message.names(view), settings).before(submission.sendBy());
                    return;
                }
            }
            failure = Answer.failed("skipped", "no_request");
        } catch (Template.Missing e) {
            failure = Answer.failed("configuration", e.getMessage());
        } catch (IllegalArgumentException | JsonQueryException e) {
            failure = Answer.failed("permanent", "not_composed"); // its message may quote the text
        }
    }

    private ObjectNode view() {
        return message.part(left.element(), taken.size() + 1, parts, address);
    }

    /** The last answer has made a chat for it. */
    public boolean isOpened() {
        return opened;
    }

    /** What is to be kept of that chat, JSON. */
    public String getKept() {
        return opening.kept().toString();
    }

    /**
     * {@code sent}, {@code accepted}, {@code unknown}, {@code blocked}, {@code closed}, {@code skipped} (no request can carry it), or
     * the kind of failure; what follows a part that was taken is unknown.
     */
    public String getOutcome() {
        if (failure == null) {
            return api.traits().tellsDelivery() ? "sent" : "accepted";
        }
        return isBegun() ? "unknown" : failure.kind();
    }

    /** Null: it was taken. */
    public String getCode() {
        return failure == null ? null : inPart(failure.code());
    }

    /** The same for a part that got no answer at all. */
    public String getLost() {
        return inPart("no_answer");
    }

    private String inPart(String code) {
        return isBegun() ? "part " + (taken.size() + 1) + ": " + code : code;
    }

    /** Null: not asked for. */
    public Duration getRetryAfter() {
        return failure == null ? null : failure.retryAfter();
    }

    /** Its ids in one, with commas between them; empty: the provider gives none. */
    public String getProviderMessageId() {
        return String.join(",", getIds());
    }

    /** The provider's, one a part; empty: it gives none. */
    public List<String> getIds() {
        return taken.stream().filter(id -> !id.isEmpty()).toList();
    }
}
