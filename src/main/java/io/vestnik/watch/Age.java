package io.vestnik.watch;

import java.time.Duration;

/**
 * How old the oldest of its kind is.
 *
 * @param subject {@code sms/authorization}, or {@code callbacks}
 * @param limit beyond which something stands still
 */
record Age(String subject, Duration age, Duration limit) {

    boolean isTooOld() {
        return age.compareTo(limit) > 0;
    }

    static Age older(Age a, Age b) {
        return a.age.compareTo(b.age) >= 0 ? a : b;
    }
}
