package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountRateTest {

    /** A bucket that fills so slowly that nothing is added meanwhile. */
    private static final double SLOW = 10;

    @Test
    void aBulkLeavesHalfOfTheBucketToSingleMessages() {
        AccountRate rate = new AccountRate();
        assertThat(rate.takeSpare(SLOW, 100)).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(rate.take(SLOW)).isNull();
        }
    }

    @Test
    void aBulkTakesNoMoreThanItAsksFor() {
        AccountRate rate = new AccountRate();
        assertThat(rate.takeSpare(1_000, 3)).isEqualTo(3);
    }

    @Test
    void whatGoesTogetherTakesItsNumberAndMayOweSome() {
        AccountRate rate = new AccountRate();
        assertThat(rate.take(SLOW, 8)).isNull();
        assertThat(rate.take(SLOW, 8)).isNotNull();
        assertThat(rate.take(SLOW, 2)).isNull();
        AccountRate other = new AccountRate();
        assertThat(other.take(SLOW, 254)).as("more than it ever holds").isNull();
        assertThat(other.take(SLOW).toSeconds()).isBetween(23L, 25L);
    }

    @Test
    void anAccountOfOneMessageASecondCanSendFilesToo() {
        AccountRate rate = new AccountRate();
        assertThat(rate.takeSpare(0.001, 100)).isEqualTo(1);
        assertThat(rate.takeSpare(0.001, 100)).isZero();
        assertThat(rate.take(0.001)).isNotNull();
    }
}
