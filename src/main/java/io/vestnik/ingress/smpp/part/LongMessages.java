package io.vestnik.ingress.smpp.part;

import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Keeps parts until they are together, on whichever nodes they came in. */
@Component("longMessages")
public class LongMessages {

    /**
     * Completes with the part's id on its commit. Fails as {@link io.vestnik.accept.Accept} does, and with {@link TooManyParts} when the
     * client has too many parts waiting for others.
     */
    public CompletableFuture<String> add(LongPart part) {
        throw new UnsupportedOperationException("not built yet");
    }
}
