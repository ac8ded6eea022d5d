package io.vestnik.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vestnik.channel.Submission;
import io.vestnik.message.MessageClass;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small classes under the session. */
class SmppPartsTest {

    @Test
    void sequenceNumbersStartAgainAtOne() {
        SequenceNumbers numbers = new SequenceNumbers(Integer.MAX_VALUE - 1);

        assertThat(numbers.next()).isEqualTo(0x7FFFFFFF);
        assertThat(numbers.next()).isEqualTo(1);
        assertThat(numbers.next()).isEqualTo(2);
    }

    @Test
    void waitsLongerAfterEachFailureUpToAMinute() {
        Backoff backoff = new Backoff(SmppTimes.standard());
        for (int most : new int[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
            assertThat(backoff.next(false).toMillis()).isBetween(most * 4L / 5, (long) most);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(false)).isPositive();
        }
        backoff.reset();
        assertThat(backoff.next(true)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void cutsTheStreamIntoPdus() {
        EmbeddedChannel channel = new EmbeddedChannel(new PduFrames());
        byte[] one = Pdu.COMPOSER.enquireLink(7);
        byte[] two = Pdu.COMPOSER.unbind(8);

        for (byte octet : concat(one, two)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
        }
        channel.writeInbound(Unpooled.wrappedBuffer(concat(one, two)));

        for (int i = 0; i < 2; i++) {
            assertThat((byte[]) channel.readInbound()).isEqualTo(one);
            assertThat((byte[]) channel.readInbound()).isEqualTo(two);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, -1, 65_537, Integer.MAX_VALUE})
    void refusesLengthsThatCannotBe(int length) {
        EmbeddedChannel channel = new EmbeddedChannel(new PduFrames());

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(length)))
                .hasMessageContaining("command_length");
    }

    @Test
    void remembersWhatItGaveUp() {
        SubmitWindow window = new SubmitWindow();
        SubmitBatch batch = new SubmitBatch();
        SubmitBatch.Entry one = new SubmitBatch.Entry(null, 0, 1, 0, batch);
        SubmitBatch.Entry two = new SubmitBatch.Entry(null, 0, 2, 0, batch);
        window.add(one, 100);
        window.add(two, 200);

        assertThat(window.expire(150)).containsExactly(one);
        assertThat(window.answered(1)).isNull();
        assertThat(window.answeredLate(1)).isEqualTo(one);
        assertThat(window.answeredLate(1)).isNull();
        assertThat(window.answered(2)).isEqualTo(two);
        assertThat(window.isEmpty()).isTrue();
        batch.discard();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 000000000100000R", "PT-5M, 000000000100000R", "PT10M, 000000001000000R", "PT24H, 000001000000000R",
        "P3DT4H5M6S, 000003040506000R", "P30D, 000007000000000R"
    })
    void tellsHowLongTheMessageIsOfUse(Duration left, String period) throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Submission submission = new Submission(
                "d", "m", "demo", "sms", "a", MessageClass.SERVICE, "+79161234567", null, "Hi", 1, 1, 7, now.plus(left), now);

        byte[] pdu = new SubmitEncoder(Map.of(), Clock.fixed(now, ZoneOffset.UTC))
                .encode(new OutgoingMessage(submission), 0, 1);

        assertThat(Pdu.DECOMPOSER.submitSm(pdu).getValidityPeriod()).isEqualTo(period);
    }

    @ParameterizedTest
    @CsvSource({
        "smpp://user:secret@smsc.example:2776, smsc.example, 2776, false, user, secret",
        "smpps://u%40b:p%3Aq+r@127.0.0.1:3550, 127.0.0.1, 3550, true, u@b, p:q+r",
        "smpp://user@127.0.0.1, 127.0.0.1, 2775, false, user, ''",
    })
    void readsTheCarriersAddress(String uri, String host, int port, boolean tls, String systemId, String password) {
        assertThat(CarrierAddress.of(URI.create(uri)))
                .isEqualTo(new CarrierAddress(host, port, tls, systemId, password));
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(CarrierAddress.of(URI.create("smpp://user:secret@127.0.0.1"))).hasToString("127.0.0.1:2775");
        assertThatThrownBy(() -> CarrierAddress.of(URI.create("smpp://user:much-too-long@127.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("much-too-long");
        assertThatThrownBy(() -> CarrierAddress.of(URI.create("http://user:secret@127.0.0.1")))
                .hasMessageNotContaining("secret");
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
