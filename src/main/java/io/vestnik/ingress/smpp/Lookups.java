package io.vestnik.ingress.smpp;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Questions to the database, a few at a time: a client that asks about all its messages at once slows no other's submits. */
@Component("smppLookups")
class Lookups {

    private static final int THREADS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("smpp-lookup-"));

    <T> CompletableFuture<T> run(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, threads);
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
