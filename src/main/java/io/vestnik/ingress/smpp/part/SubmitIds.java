package io.vestnik.ingress.smpp.part;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** What the ids stand for that clients were given, where it is not simply a message's own id. */
@Component
public class SubmitIds {

    /** What an id of a client stands for. */
    public enum Kind {
        /** A part of a message that is not together yet. */
        WAITING,
        /** A part whose others never came. */
        GIVEN_UP,
        /** One message, or several of a submit_multi. */
        MESSAGES
    }

    /** @param messageIds empty unless {@link Kind#MESSAGES} */
    public record Found(Kind kind, List<String> messageIds) {}

    /** Writes down that one id stands for the messages of a submit_multi, which have these ids; before they are accepted. */
    public CompletableFuture<?> give(String account, String systemId, String submitId, List<String> messageIds, int registered) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Empty: the client was never given it; it may be a message's own. */
    public Optional<Found> find(String account, String submitId) {
        throw new UnsupportedOperationException("not built yet");
    }
}
