package io.vestnik.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.message.MessageClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingMessageTest {

    private final OutgoingMessage message = new OutgoingMessage(new Submission(
            "d", "m", "demo", "sms", "a", MessageClass.SERVICE, "+79161234567", "SCHOOL", "a".repeat(400), 3, 1, 7, null, null));

    /** T taken, P put off, R refused, L lost, U unsent; the parts that go again; the outcome if they do not. */
    @ParameterizedTest
    @CsvSource({
        "TTT, '', Sent",
        "TPT, 1, Refused transient",
        "PPT, 01, Refused transient",
        "PPP, '', Refused transient",
        "TUT, 1, Refused transient",
        "UUU, '', Unsent",
        "TRT, '', Refused permanent",
        "TPR, '', Refused permanent",
        "TLR, '', Refused permanent",
        "TLT, '', Unknown",
        "TLP, '', Unknown",
        "LLL, '', Unknown",
        "ULU, '', Unknown",
        "UPU, '', Refused transient",
    })
    void makesOneOutcomeOfItsParts(String fates, String again, String outcome) {
        int tries = 0;
        do {
            boolean done = false;
            for (int part = 0; part < 3; part++) {
                if (tries == 0 || again.contains("" + part)) {
                    assertThat(done).isFalse();
                    done = settle(part, fates.charAt(part));
                }
            }
            assertThat(done).isTrue();
            tries++;
        } while (!message.resend().isEmpty());

        assertThat(tries).isEqualTo(again.isEmpty() ? 1 : 4);
        Outcome told = message.outcome(java.util.Set::of);
        String name = told.getClass().getSimpleName();
        assertThat(told instanceof Outcome.Refused refused ? name + " " + refused.kind() : name).isEqualTo(outcome);
        assertThat(message.outcome(java.util.Set::of)).as("told once").satisfiesAnyOf(
                o -> assertThat(o).isNull(), o -> assertThat(o).isInstanceOf(Outcome.Sent.class));
    }

    @Test
    void tellsTheIdsWhenTheLastAnswerComesLate() {
        message.taken(0, "1");
        message.lost(1, "timeout");
        message.taken(2, "3");
        assertThat(message.outcome(java.util.Set::of)).isEqualTo(new Outcome.Unknown("d", "timeout"));
        assertThat(message.outcome(java.util.Set::of)).isNull();

        assertThat(message.taken(1, "2")).isTrue();

        assertThat(message.outcome(java.util.Set::of)).isEqualTo(new Outcome.Sent("d", java.util.List.of("1", "2", "3")));
    }

    private boolean settle(int part, char fate) {
        return switch (fate) {
            case 'T' -> message.taken(part, "id" + part);
            case 'P' -> message.refused(part, FailureKind.TRANSIENT, 8);
            case 'R' -> message.refused(part, FailureKind.CHANNEL, 0x66);
            case 'L' -> message.lost(part, "timeout");
            default -> message.unsent(part);
        };
    }
}
