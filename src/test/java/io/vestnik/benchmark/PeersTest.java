package io.vestnik.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark's peers read and write, against independent readings of it. Nothing is measured here. */
class PeersTest {

    private static final byte[] ID = octets("\"id\":\"");

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 202 \r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "HTTP/1.1 202 \r\ncontent-type: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n",
    })
    void anAnswerIsReadWhereverItIsCut(String answer) {
        byte[] twice = octets(answer + answer);
        for (int cut = 1; cut < twice.length; cut++) {
            HttpReader reader = new HttpReader();
            int complete = 0;
            for (int at = 0; at < twice.length; ) {
                at = reader.read(twice, at, at < cut ? cut : twice.length);
                if (reader.complete()) {
                    complete++;
                    assertThat(reader.status()).isEqualTo(202);
                    assertThat(reader.body()).hasToString("{\"a\":1}");
                }
            }
            assertThat(complete).isEqualTo(2);
        }
    }

    @Test
    void anAnswerWithoutABodyEndsWithItsHeadersAndMayBeTheLast() {
        byte[] answer = octets("HTTP/1.1 503 \r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        HttpReader reader = new HttpReader();
        assertThat(reader.read(answer, 0, answer.length)).isEqualTo(answer.length);
        assertThat(reader.complete()).isTrue();
        assertThat(reader.status()).isEqualTo(503);
        assertThat(reader.last()).isTrue();
    }

    @Test
    void aSignatureIsSeenOnTheRequestThatHasIt() {
        byte[] requests = octets("POST / HTTP/1.1\r\nWebhook-Signature: v1,x\r\n\r\nPOST / HTTP/1.1\r\nHost: x\r\n\r\n");
        HttpReader reader = new HttpReader();
        int second = reader.read(requests, 0, requests.length);
        assertThat(reader.signed()).isTrue();
        reader.read(requests, second, requests.length);
        assertThat(reader.complete()).isTrue();
        assertThat(reader.signed()).isFalse();
    }

    @Test
    void whatABatchsAnswerDoesNotTellOfIsNotAnswered() {
        String lines = "{\"index\":0,\"id\":\"01JABCDEFGHJKMNPQRSTVWXYZ0\"}\n{\"index\":1,\"errors\":[]}\n";
        byte[] answer = octets("HTTP/1.1 202 \r\nContent-Length: " + lines.length() + "\r\n\r\n" + lines);
        HttpReader reader = new HttpReader();
        reader.read(answer, 0, answer.length);
        Tally tally = new Tally();
        new BatchForm("key", "service", 4, 10).answered(reader, tally.reserve(4), 4, tally, 1);
        assertThat(tally.counts()).returns(1L, Tally.Counts::accepted).returns(1L, Tally.Counts::refused).returns(2L, Tally.Counts::broken);
    }

    @Test
    void fromAcceptToSubmitCountsOnlyWhatWasAnswered() {
        Tally tally = new Tally();
        tally.reserve(2);
        tally.accepted(1, 1_000_000);
        tally.submitted(0, 5_000_000);
        tally.submitted(1, 3_000_000);
        assertThat(tally.outcome().acceptToSubmit().sorted()).containsExactly(2.0);
        assertThat(tally.outcome().toSubmit().sorted()).hasSize(2);
    }

    @Test
    void idsAreFoundAgainByAllTheirBits() {
        Ulids ids = new Ulids();
        String[] texts = new String[200_000];
        for (int n = 0; n < texts.length; n++) {
            texts[n] = UlidCreator.getUlid().toString();
            Octets answer = octets(texts[n], n);
            int at = answer.after(ID, 0);
            assertThat(Ulids.at(answer, at)).isTrue();
            ids.put(Ulids.high(answer, at), Ulids.low(answer, at), n);
        }
        for (int n = 0; n < texts.length; n++) {
            Octets callback = octets(texts[n], 0);
            int at = callback.after(ID, 0);
            assertThat(ids.number(Ulids.high(callback, at), Ulids.low(callback, at))).isEqualTo(n);
            assertThat(Ulids.text(Ulids.high(callback, at), Ulids.low(callback, at))).isEqualTo(texts[n]);
        }
    }

    private static Octets octets(String id, int index) {
        byte[] octets = octets("{\"index\":" + index + ",\"id\":\"" + id + "\"}");
        return new Octets(octets, octets.length);
    }

    @Test
    void aMessageIsTheTemplateWithItsNumberAndRecipient() {
        Template template = new Template("+{to} #{n}#", 100);
        ByteBuffer out = ByteBuffer.allocate(template.length());
        template.put(out, 1_234);
        assertThat(new String(out.array(), StandardCharsets.US_ASCII)).isEqualTo("+79160000034 #000001234#");
    }

    @Test
    void theCarrierReadsASubmit() throws Exception {
        byte[] pdu = new DefaultComposer().submitSm(
                7, "", (byte) 5, (byte) 0, "BENCH", (byte) 1, (byte) 1, "79160000034", (byte) 0, (byte) 0, (byte) 0, null,
                "000000235959000R", (byte) 1, (byte) 0, (byte) 0, (byte) 0, octets("#000001234# text"),
                new OptionalParameter.User_message_reference((short) 5));
        PduReader reader = new PduReader(pdu, 0);
        reader.readSubmit();
        assertThat(PduReader.length(pdu, 0)).isEqualTo(pdu.length);
        assertThat(reader.command()).isEqualTo(PduWriter.SUBMIT_SM);
        assertThat(reader.sequence()).isEqualTo(7);
        assertThat(reader.source()).asString().isEqualTo("BENCH");
        assertThat(reader.destination()).asString().isEqualTo("79160000034");
        assertThat(reader.wantsReceipt()).isTrue();
        assertThat(reader.number()).isEqualTo(1_234);
    }

    @Test
    void theCarriersReceiptIsOneToOthers() throws Exception {
        PduWriter writer = new PduWriter();
        writer.receipt(9, new Receipt(4_711, 0, octets("BENCH"), octets("79160000034")));
        DeliverSm receipt = new DefaultDecomposer().deliverSm(written(writer));
        assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
        assertThat(receipt.getSequenceNumber()).isEqualTo(9);
        assertThat(receipt.getSourceAddr()).isEqualTo("79160000034");
        assertThat(receipt.getDestAddress()).isEqualTo("BENCH");
        assertThat(receipt.getShortMessageAsDeliveryReceipt().getId()).isEqualTo("0000000000004711");
        assertThat(receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class).getValueAsString())
                .isEqualTo("0000000000004711");
        assertThat(receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue()).isEqualTo((byte) 2);
    }

    @Test
    void theClientsSubmitIsOneToOthers() throws Exception {
        PduWriter writer = new PduWriter();
        writer.submit(9, PduWriter.submit("BENCH", "SVC", 100), 1_234);
        SubmitSm submit = new DefaultDecomposer().submitSm(written(writer));
        assertThat(submit.getSequenceNumber()).isEqualTo(9);
        assertThat(submit.getServiceType()).isEqualTo("SVC");
        assertThat(submit.getSourceAddr()).isEqualTo("BENCH");
        assertThat(submit.getDestAddress()).isEqualTo("79160000034");
        assertThat(submit.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(submit.getShortMessage()).asString().isEqualTo("#000001234# " + SingleForm.TEXT);
    }

    @Test
    void theClientFindsTheIdOfAReceipt() throws Exception {
        byte[] pdu = new DefaultComposer().deliverSm(
                3, "", (byte) 1, (byte) 1, "79160000034", (byte) 5, (byte) 0, "BENCH", (byte) 4, (byte) 0, (byte) 0, (byte) 0,
                (byte) 0, octets("id:01JABCDEFGHJKMNPQRSTVWXYZ0 sub:001 stat:DELIVRD"),
                new OptionalParameter.Message_state((byte) 2));
        Octets text = new PduReader(pdu, 0).text();
        assertThat(text).hasToString("id:01JABCDEFGHJKMNPQRSTVWXYZ0 sub:001 stat:DELIVRD");
        assertThat(Ulids.at(text, 3)).isTrue();
    }

    /** What comes out at the other end. */
    private static byte[] written(PduWriter writer) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(null);
                SocketChannel from = SocketChannel.open(server.getLocalAddress());
                SocketChannel to = server.accept()) {
            assertThat(writer.writeTo(from)).isTrue();
            ByteBuffer in = ByteBuffer.allocate(1_000);
            to.read(in);
            return Arrays.copyOf(in.array(), in.position());
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
