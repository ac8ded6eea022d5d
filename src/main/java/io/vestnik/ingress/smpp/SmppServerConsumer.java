package io.vestnik.ingress.smpp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Hands each command to the route, on few threads, and does not wait for the route's end: the client is answered with what the route
 * comes to.
 */
final class SmppServerConsumer extends DefaultConsumer implements Suspendable {

    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final long END_SECONDS = 10;

    private final SmppServerEndpoint endpoint;
    private final Consumer<BroughtCommand> taker = this::take;
    private final AtomicInteger inHand = new AtomicInteger();
    private CommandDesk desk;
    private ExecutorService threads;

    SmppServerConsumer(SmppServerEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // not one of Camel's: when that is full or shut down, the event loop would run the route
        threads = Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("smpp-command-"));
        desk = endpoint.open().desk();
        desk.open(taker);
    }

    /** Does not wait; what comes waits at the desk. */
    @Override
    protected void doSuspend() throws Exception {
        desk.leave(taker);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        desk.open(taker);
    }

    /** Returns when what was taken is answered. */
    @Override
    protected void doStop() throws Exception {
        if (desk != null) {
            desk.leave(taker);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
            while (inHand.get() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            threads.shutdown();
        }
        super.doStop();
    }

    private void take(BroughtCommand command) {
        inHand.incrementAndGet();
        try {
            threads.execute(() -> process(command));
        } catch (RuntimeException e) {
            inHand.decrementAndGet();
            command.failed(e);
        }
    }

    private void process(BroughtCommand brought) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(brought.command());
        exchange.getMessage().setHeader("VestnikSmppCommand", brought.command().name());
        exchange.getMessage().setHeader("VestnikAccount", brought.command().client().account());
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                if (exchange.getException() != null) {
                    brought.failed(exchange.getException());
                } else {
                    brought.done(exchange.getMessage().getBody());
                }
            } finally {
                releaseExchange(exchange, false);
                inHand.decrementAndGet();
            }
        });
    }
}
