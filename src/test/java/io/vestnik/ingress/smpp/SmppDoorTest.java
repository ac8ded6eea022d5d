package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.OperatorClient;
import io.vestnik.smpp.Pdu;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients bind and submit, as from outside. */
class SmppDoorTest {

    private static final String LATER = "000001000000000R"; // in a day

    @Test
    void whatIsSubmittedIsAcceptedAndDelivered() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TRX, "school", "secret");
        String id = submit(session, "SCHOOL", "79161234567", "Hello by SMPP");
        session.unbindAndClose();
        JsonNode message = SmppHub.school().ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/to/phone").asText()).isEqualTo("+79161234567");
        assertThat(message.get("class").asText()).isEqualTo("service");
    }

    @Test
    void thousandsInFlightAreAllAnswered() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String to = "7916" + (1_000_000 + i);
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return submit(session, "SCHOOL", to, "one of many");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(2_000);
        session.unbindAndClose();
    }

    @Test
    void theSameRequestIdIsTheSameMessage() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        OptionalParameter key = new OptionalParameter.OctetString((short) SubmitReader.REQUEST_ID, "order-1");
        String id = submit(session, "SCHOOL", "79161234567", "once", key);
        assertThat(submit(session, "SCHOOL", "79161234567", "once", key)).isEqualTo(id);
        assertThat(status(() -> submit(session, "SCHOOL", "79161234567", "another", key))).isEqualTo(0xC4);
        OptionalParameter later = new OptionalParameter.OctetString((short) SubmitReader.REQUEST_ID, "order-2");
        id = submit(session, "SCHOOL", "79161234567", "once", LATER, later);
        assertThat(submit(session, "SCHOOL", "79161234567", "once", LATER, later)).isEqualTo(id);
        session.unbindAndClose();
    }

    @Test
    void aWrongPasswordIsRefusedAsAnUnknownUserIs() {
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TX, "school", "wrong"))
                .isInstanceOf(IOException.class).hasMessageContaining("0000000e");
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TX, "nobody", "wrong"))
                .isInstanceOf(IOException.class).hasMessageContaining("0000000e");
    }

    @Test
    void anAccountHasNoMoreSessionsThanItMay() throws Exception {
        SMPPSession one = SmppHub.bind(BindType.BIND_TX, "few", "secret");
        SMPPSession two = SmppHub.bind(BindType.BIND_RX, "few", "secret");
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TRX, "few", "secret")).hasMessageContaining("00000005");
        one.unbindAndClose();
        await().untilAsserted(() -> SmppHub.bind(BindType.BIND_TRX, "few", "secret").unbindAndClose());
        two.unbindAndClose();
    }

    @Test
    void aReceiverSubmitsNothing() throws Exception {
        try (Raw raw = new Raw()) {
            raw.bind(1, "school", "secret", 0x34);
            raw.read();
            raw.submit("79161234567");
            assertThat(raw.read()).isEqualTo("00000010800000040000000400000002");
        }
    }

    @Test
    void overItsRateALoginIsThrottled() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TX, "slow", "secret");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(status(() -> submit(session, "", "79161234567", "fast")));
        }
        assertThat(statuses).first().isEqualTo(0);
        assertThat(statuses).contains(0x58);
        session.unbindAndClose();
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER, 79161234567, text, 0x0A",
        "SCHOOL, 123, text, 0x0B",
        "SCHOOL, '', text, 0x0B",
        "SCHOOL, 79161234567, '', 0x01"
    })
    void whatIsWrongIsToldByItsStatus(String sender, String to, String text, String status) throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        assertThat(status(() -> submit(session, sender, to, text))).isEqualTo(Integer.decode(status));
        session.unbindAndClose();
    }

    @Test
    void aScheduledMessageIsCancelledOnce() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        String id = scheduled(session);
        assertThat(state(session, id)).isEqualTo(MessageState.ENROUTE);
        cancel(session, id);
        assertThat(state(session, id)).isEqualTo(MessageState.DELETED);
        assertThat(session.queryShortMessage(id, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "").getFinalDate())
                .matches("\\d{12}000\\+");
        assertThat(status(() -> cancel(session, id))).isEqualTo(0x11);
        session.unbindAndClose();
    }

    @Test
    void whatIsAnotherAccountsIsNotThere() throws Exception {
        SMPPSession school = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        SMPPSession stranger = SmppHub.bind(BindType.BIND_TX, "stranger", "secret");
        String id = scheduled(school);
        assertThat(catchThrowableOfType(NegativeResponseException.class, () -> state(stranger, id))).isNotNull();
        assertThat(catchThrowableOfType(NegativeResponseException.class, () -> cancel(stranger, id))).isNotNull();
        assertThat(state(school, id)).isEqualTo(MessageState.ENROUTE);
        school.unbindAndClose();
        stranger.unbindAndClose();
    }

    @Test
    void commandsBeforeABindAreRefused() throws Exception {
        try (Raw raw = new Raw()) {
            raw.send("00000010 00000003 00000000 00000007");
            // its body is missing: told first
            assertThat(raw.read()).isEqualTo("00000010800000030000000200000007");
            raw.send("00000014 00000003 00000000 00000007 00000000");
            assertThat(raw.read()).isEqualTo("00000010800000030000000400000007");
            raw.send("00000010 00000015 00000000 00000008");
            assertThat(raw.read()).isEqualTo("00000010800000150000000000000008");
        }
    }

    @Test
    void malformedPdusHarmNobody() throws Exception {
        SMPPSession other = SmppHub.bind(BindType.BIND_TX, "school", "secret");
        try (Raw raw = new Raw()) {
            raw.send("00000010 00000777 00000000 00000007"); // no such command
            assertThat(raw.read()).isEqualTo("00000010800000000000000300000007");
            raw.send("00000010 00000007 00000000 00000008"); // replace_sm, not supported
            assertThat(raw.read()).isEqualTo("00000010800000000000000300000008");
            raw.send("00000011 00000004 00000000 00000009 41"); // submit_sm, a string without its end
            assertThat(raw.read()).startsWith("0000001080000004");
            raw.send("00010001 00000004 00000000 0000000A"); // over 64 KiB
            assertThat(raw.read()).isEqualTo("00000010800000000000000200000000");
            assertThat(raw.read()).isNull();
        }
        try (Raw raw = new Raw()) {
            raw.send("0000000F"); // shorter than a header
            assertThat(raw.read()).isEqualTo("00000010800000000000000200000000");
            assertThat(raw.read()).isNull();
        }
        assertThat(submit(other, "SCHOOL", "79161234567", "still here")).isNotEmpty();
        other.unbindAndClose();
    }

    @Test
    void aVersion5ClientIsToldTheRule() throws Exception {
        try (Raw raw = new Raw()) {
            raw.bind(9, "school", "secret", 0x50);
            assertThat(raw.read()).startsWith("0000001D"); // with sc_interface_version
            raw.submit("123");
            assertThat(new String(HexFormat.of().parseHex(raw.read()), StandardCharsets.US_ASCII)).contains("/to/phone");
        }
        try (Raw raw = new Raw()) {
            raw.bind(9, "school", "secret", 0x34);
            raw.read();
            raw.submit("123");
            assertThat(raw.read()).isEqualTo("00000010800000040000000B00000002");
        }
    }

    @Test
    void aClosedAccountIsUnbound() throws Exception {
        OperatorClient operator = new OperatorClient(SmppHub.hub(), "ops-key");
        operator.put("accounts/brief", "{}", 201);
        operator.put("accounts/brief/logins/smpp", "{'user': 'brief', 'password': 'secret'}", 200);
        await().ignoreExceptions().untilAsserted(() -> SmppHub.bind(BindType.BIND_TX, "brief", "secret").unbindAndClose());
        SMPPSession session = SmppHub.bind(BindType.BIND_TRX, "brief", "secret");
        operator.post("accounts/brief/close", 200);
        await().until(() -> !session.getSessionState().isBound());
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TX, "brief", "secret")).hasMessageContaining("0000000e");
    }

    static String submit(SMPPSession session, String sender, String to, String text, OptionalParameter... parameters)
            throws Exception {
        return submit(session, sender, to, text, null, parameters);
    }

    private static String scheduled(SMPPSession session) throws Exception {
        return submit(session, "SCHOOL", "79161234567", "tomorrow", LATER);
    }

    private static String submit(
            SMPPSession session, String sender, String to, String text, String schedule, OptionalParameter... parameters)
            throws Exception {
        return session.submitShortMessage(
                "", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, sender, TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN, to, new ESMClass(), (byte) 0, (byte) 0, schedule, null, new RegisteredDelivery(0),
                (byte) 0, new GeneralDataCoding(Alphabet.ALPHA_DEFAULT), (byte) 0, text.getBytes(StandardCharsets.US_ASCII), parameters)
                .getMessageId();
    }

    private static MessageState state(SMPPSession session, String id) throws Exception {
        QuerySmResult result = session.queryShortMessage(id, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "");
        return result.getMessageState();
    }

    private static String cancel(SMPPSession session, String id) throws Exception {
        session.cancelShortMessage(
                "", id, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "", TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN, "");
        return id;
    }

    /** 0: it was done. */
    private static int status(ThrowingCallable command) {
        NegativeResponseException refused = catchThrowableOfType(NegativeResponseException.class, command);
        return refused == null ? 0 : refused.getCommandStatus();
    }

    /** A connection without a library between. */
    private static final class Raw implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Raw() throws IOException {
            SmppHub.hub();
            socket = new Socket("127.0.0.1", SmppHub.PORT);
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
        }

        void send(String hex) throws IOException {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        void bind(int command, String systemId, String password, int version) throws Exception {
            socket.getOutputStream().write(Pdu.COMPOSER.bind(
                    command, 1, systemId, password, "", (byte) version, (byte) 0, (byte) 0, ""));
        }

        void submit(String to) throws Exception {
            socket.getOutputStream().write(Pdu.COMPOSER.submitSm(
                    2, "", (byte) 0, (byte) 0, "", (byte) 1, (byte) 1, to, (byte) 0, (byte) 0, (byte) 0, null, null, (byte) 0,
                    (byte) 0, (byte) 0, (byte) 0, "text".getBytes(StandardCharsets.US_ASCII)));
        }

        /** A whole PDU in hex; null: the other side has closed. */
        String read() throws IOException {
            byte[] length = in.readNBytes(4);
            if (length.length < 4) {
                return null;
            }
            byte[] rest = in.readNBytes(ByteBuffer.wrap(length).getInt() - 4);
            return HexFormat.of().withUpperCase().formatHex(length) + HexFormat.of().withUpperCase().formatHex(rest);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
