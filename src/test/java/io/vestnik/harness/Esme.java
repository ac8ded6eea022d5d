package io.vestnik.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** A client of the SMPP door: jSMPP's session, and what was delivered to it. */
public final class Esme implements AutoCloseable {

    private static final long PATIENCE = 20_000;

    private final SMPPSession session = new SMPPSession();
    private final List<DeliverSm> delivered = new CopyOnWriteArrayList<>();
    private volatile int answer;

    private Esme() {
        session.setTransactionTimer(PATIENCE);
        session.setMessageReceiverListener(new Listener());
    }

    /** Bound as transceiver. */
    public static Esme bound(Hub hub, String systemId, String password) {
        return bound(hub.smppPort(), BindType.BIND_TRX, systemId, password);
    }

    public static Esme bound(int port, BindType type, String systemId, String password) {
        Esme esme = new Esme();
        esme.bind(port, type, systemId, password);
        return esme;
    }

    /** From now on what is delivered is answered with this status. */
    public Esme answering(int status) {
        answer = status;
        return this;
    }

    private void bind(int port, BindType type, String systemId, String password) {
        try {
            session.connectAndBind("127.0.0.1", port, new BindParameter(
                    type, systemId, password, "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "", InterfaceVersion.IF_34));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the default alphabet, from VESTNIK, with a receipt; the id. */
    public String submit(String to, String text) {
        return submit(to, 0, text.getBytes(StandardCharsets.US_ASCII), 0, "");
    }

    /** @throws Refused with the status of the answer */
    public String submit(String to, int esmClass, byte[] body, int dataCoding, String schedule, OptionalParameter... parameters) {
        try {
            return session.submitShortMessage(
                    "", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "VESTNIK", TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN, to, new ESMClass(esmClass), (byte) 0, (byte) 0, schedule.isEmpty() ? null : schedule,
                    null, new RegisteredDelivery(1), (byte) 0, () -> (byte) dataCoding, (byte) 0, body, parameters)
                    .getMessageId();
        } catch (NegativeResponseException e) {
            throw new Refused(e.getCommandStatus());
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public SMPPSession session() {
        return session;
    }

    /** Everything so far. */
    public List<DeliverSm> delivered() {
        return List.copyOf(delivered);
    }

    /** The text forms of the receipts for an id. */
    public List<String> receipts(String id) {
        return delivered.stream()
                .map(deliver -> new String(deliver.getShortMessage(), StandardCharsets.ISO_8859_1))
                .filter(text -> text.startsWith("id:" + id + " "))
                .toList();
    }

    /** In order. */
    @Override
    public void close() {
        session.unbindAndClose();
    }

    /** Without a word. */
    public void drop() {
        session.close();
    }

    /** What was asked was refused. */
    public static final class Refused extends RuntimeException {

        private final int status;

        Refused(int status) {
            super("command_status 0x" + Integer.toHexString(status));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final class Listener implements MessageReceiverListener {

        @Override
        public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
            delivered.add(deliver);
            if (answer != 0) {
                throw new ProcessRequestException("as told", answer);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            // the hub has none
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("not asked for", 3);
        }
    }
}
