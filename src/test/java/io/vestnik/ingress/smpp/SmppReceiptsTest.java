package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.Test;

/** What a client is owed comes to it, as from outside. */
class SmppReceiptsTest {

    @Test
    void aReceiptComesToWhoeverIsBound() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TRX, "school", "secret");
        List<DeliverSm> received = listen(session);
        String delivered = submit(session, "79161230000", 0, "Hello");
        String refused = submit(session, "79161230001", 0, "Hello");
        await().untilAsserted(() -> assertThat(received).hasSize(2));
        Map<String, String> texts = Map.of(delivered, text(received, delivered), refused, text(received, refused));
        assertThat(texts.get(delivered)).contains("stat:DELIVRD").contains("dlvrd:001").endsWith("text:Hello");
        assertThat(texts.get(refused)).contains("stat:UNDELIV").contains("dlvrd:000");
        assertThat(received).allSatisfy(deliver -> {
            assertThat(deliver.isSmscDeliveryReceipt()).isTrue();
            assertThat(deliver.getDestAddress()).isEqualTo("SCHOOL");
            assertThat(deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class)).isNotNull();
            assertThat(deliver.getOptionalParameter(OptionalParameter.Message_state.class)).isNotNull();
        });
        session.unbindAndClose();
    }

    @Test
    void aReceiptWaitsForItsClient() throws Exception {
        SMPPSession transmitter = SmppHub.bind(BindType.BIND_TX, "stranger", "secret");
        String id = submit(transmitter, "79161230000", 0, "Hello");
        transmitter.unbindAndClose();
        SmppHub.hub();
        SMPPSession receiver = SmppHub.bind(BindType.BIND_RX, "stranger", "secret");
        List<DeliverSm> received = listen(receiver);
        await().untilAsserted(() -> assertThat(received).isNotEmpty());
        assertThat(text(received, id)).contains("stat:DELIVRD");
        receiver.unbindAndClose();
    }

    @Test
    void partsAreOneMessageAndHaveTheirOwnReceipts() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TRX, "school", "secret");
        List<DeliverSm> received = listen(session);
        String second = submit(session, "79161230000", 0x40, "\5\0\3\7\2\2of two parts");
        String first = submit(session, "79161230000", 0x40, "\5\0\3\7\2\1a message ");
        assertThat(first).isNotEqualTo(second);
        await().untilAsserted(() -> assertThat(received).hasSize(2));
        assertThat(text(received, first)).contains("stat:DELIVRD");
        assertThat(text(received, second)).contains("stat:DELIVRD");
        session.unbindAndClose();
    }

    private static List<DeliverSm> listen(SMPPSession session) {
        List<DeliverSm> received = new CopyOnWriteArrayList<>();
        session.setMessageReceiverListener(new MessageReceiverListener() {
            @Override
            public void onAcceptDeliverSm(DeliverSm deliver) {
                received.add(deliver);
            }

            @Override
            public void onAcceptAlertNotification(AlertNotification alert) {}

            @Override
            public DataSmResult onAcceptDataSm(DataSm data, Session source) {
                throw new UnsupportedOperationException();
            }
        });
        return received;
    }

    private static String text(List<DeliverSm> received, String id) {
        return received.stream()
                .map(deliver -> new String(deliver.getShortMessage(), StandardCharsets.US_ASCII))
                .filter(text -> text.startsWith("id:" + id + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no receipt for " + id));
    }

    private static String submit(SMPPSession session, String to, int esmClass, String text) throws Exception {
        return session.submitShortMessage(
                "", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "", TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN, to, new ESMClass(esmClass), (byte) 0, (byte) 0, null, null, new RegisteredDelivery(1),
                (byte) 0, new GeneralDataCoding(Alphabet.ALPHA_DEFAULT), (byte) 0, text.getBytes(StandardCharsets.US_ASCII))
                .getMessageId();
    }
}
