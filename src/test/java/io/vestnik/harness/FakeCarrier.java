package io.vestnik.harness;

import io.vestnik.channel.sms.GsmAlphabet;
import io.vestnik.harness.CarrierConnections.CarrierConnection;
import io.vestnik.harness.CarrierOutbox.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * An SMSC on loopback, on jSMPP's server side. By default it takes every submit at once and sends a receipt in text form.
 * Receipts that nobody took are kept for the next receiver bind of the same system_id, so that the client may die and return.
 */
public final class FakeCarrier implements AutoCloseable {

    public static final String SYSTEM_ID = "hub";
    public static final String PASSWORD = "secret";

    /** What receipts look like. */
    public enum Receipts {
        NONE,
        TEXT,
        /** No text, only receipted_message_id and message_state. */
        TLV
    }

    /**
     * One submit_sm as it came.
     *
     * @param reference user_message_reference; null: none
     * @param udh its text started with a user data header
     * @param part from 1, of how many {@code parts}
     * @param id that it was given, in decimal; null: refused
     */
    public record Submit(
            String systemId, String destination, String source, int sourceTon, int sourceNpi, String text, int dataCoding,
            Integer reference, String validity, boolean udh, int part, int parts, int status, String id, Instant at) {}

    private final CarrierConnections connections = new CarrierConnections();
    private final CarrierOutbox outbox = new CarrierOutbox();
    private final ConcurrentLinkedQueue<Submit> submits = new ConcurrentLinkedQueue<>();
    private final Map<SMPPServerSession, CarrierConnection> sessions = new ConcurrentHashMap<>();
    private final Map<SMPPServerSession, String> bound = new ConcurrentHashMap<>();
    private final Map<String, Integer> statusByDestination = new ConcurrentHashMap<>();
    private final Map<String, String> stateByDestination = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 1000);
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger unbinds = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        Thread thread = new Thread(r, "carrier");
        thread.setDaemon(true);
        return thread;
    });
    private final SMPPServerSessionListener listener;

    private volatile int bindStatus;
    private volatile int everyNth = Integer.MAX_VALUE;
    private volatile int nthStatus;
    private volatile int dropAt = -1;
    private volatile Duration delay = Duration.ZERO;
    private volatile Predicate<String> silent = destination -> false;
    private volatile Predicate<String> forgotten = destination -> false;
    private volatile Function<String, Duration> late = destination -> Duration.ZERO;
    private volatile Predicate<Submit> refuseOnce = submit -> false;
    private volatile Receipts receipts = Receipts.TEXT;
    private volatile Duration receiptDelay = Duration.ZERO;
    private volatile boolean hexAnswers;

    private FakeCarrier(int port) throws IOException {
        listener = new SMPPServerSessionListener(port, connections);
        listener.setPduProcessorDegree(4);
        listener.setQueueCapacity(100_000);
        listener.setMessageReceiverListener(new SubmitListener(this::accept));
        listener.setSessionStateListener((now, before, session) -> {
            if (now == SessionState.UNBOUND) {
                unbinds.incrementAndGet();
            }
            if (now == SessionState.CLOSED) {
                sessions.remove(session);
                bound.remove(session);
                outbox.unbound((SMPPServerSession) session);
            }
        });
        threads.execute(this::acceptBinds);
    }

    /** On a free port. */
    public static FakeCarrier start() throws IOException {
        return start(0);
    }

    public static FakeCarrier start(int port) throws IOException {
        return new FakeCarrier(port);
    }

    public int port() {
        return connections.port();
    }

    public URI uri() {
        return URI.create("smpp://" + SYSTEM_ID + ":" + PASSWORD + "@127.0.0.1:" + port());
    }

    /** Every bind is refused with this status; 0: by the password again. */
    public FakeCarrier refuseBinds(int status) {
        bindStatus = status;
        return this;
    }

    /** Submits to a destination (digits, no +) are answered with this status; 0: taken. */
    public FakeCarrier answer(String destination, int status) {
        statusByDestination.put(destination, status);
        return this;
    }

    public FakeCarrier answerEveryNth(int n, int status) {
        nthStatus = status;
        everyNth = n;
        return this;
    }

    /** The next submit that fits is refused as throttled; those after it are taken. */
    public FakeCarrier throttleOnce(Predicate<Submit> which) {
        refuseOnce = which;
        return this;
    }

    public FakeCarrier delay(Duration beforeAnswer) {
        delay = beforeAnswer;
        return this;
    }

    /** Takes the submit, sends the receipt, never answers. */
    public FakeCarrier silentFor(Predicate<String> destination) {
        silent = destination;
        return this;
    }

    /** Takes the submit, and never says a word of it: no answer, no receipt. */
    public FakeCarrier forgets(Predicate<String> destination) {
        forgotten = destination;
        return this;
    }

    /** Answers so much later than the others; the receipts come at once. */
    public FakeCarrier lateBy(Function<String, Duration> destination) {
        late = destination;
        return this;
    }

    /** Answers at once and takes everything again, as in the beginning. */
    public FakeCarrier behave() {
        everyNth = Integer.MAX_VALUE;
        dropAt = -1;
        receiptDelay = Duration.ZERO;
        return refuseBinds(0).delay(Duration.ZERO).silentFor(to -> false).forgets(to -> false).lateBy(to -> Duration.ZERO);
    }

    /** Cuts the connection on which the nth submit from now comes, before its answer; n from 1. */
    public FakeCarrier dropAt(int n) {
        dropAt = received.get() + n;
        return this;
    }

    /** Cuts all connections now, without a word. */
    public void dropAll() throws IOException {
        for (CarrierConnection connection : sessions.values()) {
            connection.reset();
        }
    }

    /** Keeps the connections of now, and says nothing more on them, whatever it is asked. */
    public void mute() {
        sessions.values().forEach(CarrierConnection::mute);
    }

    public FakeCarrier receipts(Receipts form) {
        receipts = form;
        return this;
    }

    public FakeCarrier receiptDelay(Duration time) {
        receiptDelay = time;
        return this;
    }

    /** The stat of receipts for a destination, as in the text form: {@code UNDELIV}. */
    public FakeCarrier receiptState(String destination, String stat) {
        stateByDestination.put(destination, stat);
        return this;
    }

    /** Answers carry the id in hexadecimal, receipts in decimal with leading zeros. */
    public FakeCarrier hexAnswers() {
        hexAnswers = true;
        return this;
    }

    /** A recipient writes; UCS-2. */
    public void reply(String from, String to, String text) {
        outbox.deliver(
                new Delivery(SYSTEM_ID, (byte) 0, (byte) 8, from, to, text.getBytes(StandardCharsets.UTF_16BE)), Duration.ZERO);
    }

    /** Any deliver_sm. */
    public void deliver(int esmClass, int dataCoding, String from, String to, byte[] text, OptionalParameter... tlvs) {
        outbox.deliver(
                new Delivery(SYSTEM_ID, (byte) esmClass, (byte) dataCoding, from, to, text, tlvs), Duration.ZERO);
    }

    /** Every submit in the order of coming, refused ones too. */
    public List<Submit> submits() {
        return List.copyOf(submits);
    }

    /** Those that were given an id. */
    public List<Submit> accepted() {
        return submits.stream().filter(s -> s.id != null).toList();
    }

    /** Sessions that are bound now. */
    public int bound() {
        return bound.size();
    }

    /** Binds that were accepted ever. */
    public int binds() {
        return binds.get();
    }

    /** Sessions that the client has ended in order. */
    public int unbinds() {
        return unbinds.get();
    }

    /** Answers that are on their way, late. */
    public int unanswered() {
        return connections.late();
    }

    /** Receipts and replies that the client has not taken yet. */
    public int undelivered() {
        return outbox.waiting();
    }

    /** Receipts and replies that the client answered with status 0. */
    public int delivered() {
        return outbox.taken();
    }

    /** The command_status of each deliver_sm_resp that was not 0. */
    public List<Integer> refusedDeliveries() {
        return outbox.refusals();
    }

    @Override
    public void close() throws IOException {
        outbox.close();
        listener.close();
        sessions.keySet().forEach(session -> threads.execute(session::close));
        dropAll();
        connections.close();
        threads.shutdown();
    }

    private void acceptBinds() {
        while (true) {
            try {
                SMPPServerSession session = listener.accept();
                sessions.put(session, connections.last());
                threads.execute(() -> bind(session));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5_000);
            int status = bindStatus != 0 ? bindStatus
                    : PASSWORD.equals(request.getPassword()) ? 0 : SMPPConstant.STAT_ESME_RINVPASWD;
            if (status != 0) {
                request.reject(status);
                return;
            }
            bound.put(session, request.getSystemId());
            binds.incrementAndGet();
            request.accept("carrier");
            if (request.getBindType() != BindType.BIND_TX) {
                outbox.bound(request.getSystemId(), session);
            }
        } catch (TimeoutException | PDUStringException | IOException | IllegalStateException e) {
            session.close();
        }
    }

    private SubmitSmResult accept(SubmitSm sm, SMPPServerSession session) throws ProcessRequestException {
        String systemId = bound.getOrDefault(session, SYSTEM_ID);
        CarrierConnection connection = sessions.get(session);
        int number = received.incrementAndGet();
        int status = statusByDestination.getOrDefault(
                sm.getDestAddress(), number % everyNth == 0 ? nthStatus : 0);
        String id = status == 0 ? Long.toString(ids.incrementAndGet()) : null;
        Submit submit = record(sm, systemId, status, id);
        if (status == 0 && refuseOnce.test(submit)) {
            refuseOnce = s -> false;
            status = SMPPConstant.STAT_ESME_RTHROTTLED;
            submit = record(sm, systemId, status, null);
        }
        submits.add(submit);
        if (number == dropAt && connection != null) {
            try {
                connection.reset();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        boolean unheard = forgotten.test(submit.destination);
        if (connection != null && (unheard || silent.test(submit.destination))) {
            connection.silence(sm.getSequenceNumber());
        } else if (connection != null) {
            Duration wait = delay.plus(late.apply(submit.destination));
            if (!wait.isZero()) {
                connection.delay(sm.getSequenceNumber(), wait);
            }
        }
        if (status != 0) {
            throw new ProcessRequestException("as told", status);
        }
        if ((sm.getRegisteredDelivery() & 1) == 1 && !unheard) {
            sendReceipt(submit);
        }
        return answer(id);
    }

    private SubmitSmResult answer(String id) {
        try {
            String shown = hexAnswers ? Long.toHexString(Long.parseLong(id)).toUpperCase() : id;
            return new SubmitSmResult(new MessageId(shown), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendReceipt(Submit s) {
        String stat = stateByDestination.getOrDefault(s.destination, "DELIVRD");
        String id = hexAnswers ? "000" + s.id : s.id;
        String text = "id:" + id + " sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:" + stat
                + " err:000 text:...";
        byte state = (byte) (Arrays.asList("ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV").indexOf(stat) + 1);
        switch (receipts) {
            case NONE -> {}
            case TEXT -> outbox.deliver(
                    new Delivery(s.systemId, (byte) 4, (byte) 0, s.destination, s.source,
                            text.getBytes(StandardCharsets.US_ASCII)),
                    receiptDelay);
            case TLV -> outbox.deliver(
                    new Delivery(s.systemId, (byte) 4, (byte) 0, s.destination, s.source, new byte[0],
                            new OptionalParameter.Receipted_message_id(id), new OptionalParameter.Message_state(state),
                            new OptionalParameter.User_message_reference((short) (int) s.reference)),
                    receiptDelay);
        }
    }

    private static Submit record(SubmitSm sm, String systemId, int status, String id) {
        boolean udh = sm.isUdhi();
        byte[] octets = sm.getShortMessage();
        int header = udh ? 1 + octets[0] : 0;
        byte[] body = Arrays.copyOfRange(octets, header, octets.length);
        String text = sm.getDataCoding() == 8
                ? new String(body, StandardCharsets.UTF_16BE)
                : GsmAlphabet.decode(body);
        OptionalParameter.User_message_reference reference =
                sm.getOptionalParameter(OptionalParameter.User_message_reference.class);
        return new Submit(
                systemId, sm.getDestAddress(), Objects.requireNonNullElse(sm.getSourceAddr(), ""), sm.getSourceAddrTon(), sm.getSourceAddrNpi(), text,
                sm.getDataCoding(), reference == null ? null : reference.getValue() & 0xFFFF, sm.getValidityPeriod(), udh,
                udh ? octets[5] : 1, udh ? octets[4] : 1, status, id, Instant.now());
    }
}
