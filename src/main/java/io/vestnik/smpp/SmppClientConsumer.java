package io.vestnik.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import io.vestnik.batch.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what came in: receipts together, as many as gathered in a few milliseconds or while all exchanges were under way, each
 * reply by itself. The carrier has its answer only after the route took it, and sends again what the route could not take.
 */
final class SmppClientConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(SmppClientConsumer.class);
    private static final String REPLY_HEADER = "VestnikReply";
    private static final int LARGEST = 500;
    /** At once under way, so that receipts are in time for the commit that their messages' answers wait for. */
    private static final int EXCHANGES = 8;
    private static final long GATHER_MILLIS = 5;

    private final BlockingQueue<Incoming> inbox;
    private volatile Thread gatherer;
    private ExecutorService exchanges;

    SmppClientConsumer(SmppClientEndpoint endpoint, Processor processor, BlockingQueue<Incoming> inbox) {
        super(endpoint, processor);
        this.inbox = inbox;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        exchanges = Executors.newFixedThreadPool(EXCHANGES, work -> new Thread(work, "smpp-receipts"));
        gatherer = new Thread(this::gather, "smpp-inbox");
        gatherer.start();
    }

    @Override
    protected void doStop() throws Exception {
        Thread last = gatherer;
        gatherer = null;
        if (last != null) {
            last.interrupt();
            last.join();
            exchanges.shutdown();
            exchanges.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS); // never cut off in mid-exchange
        }
        super.doStop();
    }

    private void gather() {
        Semaphore idle = new Semaphore(EXCHANGES);
        try {
            while (gatherer == Thread.currentThread()) {
                Incoming first = inbox.take();
                List<Incoming> gathered = new ArrayList<>(List.of(first));
                inbox.drainTo(gathered, LARGEST - 1);
                gathered.stream().filter(i -> i.reply() != null).forEach(this::handOnReply); // here, in their order: a STOP, a START
                List<Incoming> receipts = gathered.stream().filter(i -> i.receipt() != null).toList();
                if (receipts.isEmpty()) {
                    continue;
                }
                idle.acquireUninterruptibly(); // what is out of the inbox is handed on
                CountDownLatch done = new CountDownLatch(1);
                exchanges.execute(() -> {
                    try {
                        handOnReceipts(receipts);
                    } finally {
                        idle.release();
                        done.countDown();
                    }
                });
                done.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // stopped while it waited
        }
    }

    private void handOnReply(Incoming incoming) {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(incoming.reply());
        exchange.getMessage().setHeader(REPLY_HEADER, true);
        answer(List.of(incoming), failure(exchange));
    }

    /** A batch is never the unit of failure: unless the hub can't write at all, only the guilty one fails. */
    private void handOnReceipts(List<Incoming> receipts) {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(receipts.stream().map(Incoming::receipt).toList());
        Exception failure = failure(exchange);
        if (failure == null || receipts.size() == 1 || Outage.is(failure)) {
            answer(receipts, failure);
        } else {
            receipts.forEach(receipt -> handOnReceipts(List.of(receipt)));
        }
    }

    /** Null: the route has dealt with it. */
    private Exception failure(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            return e;
        }
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        return exchange.isRollbackOnly() ? new RejectedExecutionException("rolled back by the route") : null;
    }

    private void answer(List<Incoming> deliveries, Exception failure) {
        boolean again = failure != null;
        if (again) {
            LOG.warn("{} deliveries were not taken, the carrier will send them again: {}", deliveries.size(), failure.toString());
        }
        int status = again ? SMPPConstant.STAT_ESME_RX_T_APPN : 0;
        Map<SmppSession, List<Incoming>> bySession = deliveries.stream().collect(Collectors.groupingBy(Incoming::session));
        try {
            bySession.forEach((session, theirs) -> session.answer(theirs, status));
        } catch (RejectedExecutionException e) {
            LOG.debug("The client stopped meanwhile: the carrier will send them again");
        }
    }
}
