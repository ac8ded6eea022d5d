package io.vestnik.doors;

import static io.vestnik.doors.Row.bad;
import static io.vestnik.doors.Row.good;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Thirty requests that every door can say. What one can't is not here: a text with U+0000 (no XML has one), a number that is longer
 * than SMPP's 20 octets.
 */
final class Rows {

    private static final Instant LATER = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    private static final Instant FAR = LATER.plus(Duration.ofDays(400));
    private static final String NO_NUMBER = "/to/phone is not a phone number that exists; best as +79161234567";
    private static final String LENGTH = "/text must have 1 to 10000 characters";

    private Rows() {}

    static List<Row> all() {
        return Stream.of(numbers(), texts(), choices(), faults()).flatMap(rows -> rows).toList();
    }

    private static Stream<Row> numbers() {
        return Stream.of(
                good(Request.of("a number with +", "+79162220011", "plain"), "+79162220011"),
                good(Request.of("a number with 8", "89162220012", "plain"), "+79162220012"),
                good(Request.of("a number without +", "79162220013", "plain"), "+79162220013"),
                good(Request.of("a number with spaces", "+7 916 222-00-14", "plain"), "+79162220014"),
                good(Request.of("a number abroad, with 00", "004915112345678", "plain"), "+4915112345678"));
    }

    private static Stream<Row> texts() {
        return Stream.of(
                good(Request.of("the GSM alphabet", "+79162220021", "Größe @ 5£ [10€]"), "+79162220021"),
                good(Request.of("emoji", "+79162220022", "Привет 🎓"), "+79162220022"),
                good(Request.of("160 characters", "+79162220023", "a".repeat(160)), "+79162220023"),
                good(Request.of("161 characters", "+79162220024", "a".repeat(161)), "+79162220024").segments(2),
                good(Request.of("70 in Cyrillic", "+79162220025", "я".repeat(70)), "+79162220025"),
                good(Request.of("71 in Cyrillic", "+79162220026", "я".repeat(71)), "+79162220026").segments(2),
                good(Request.of("10,000 characters", "+79162220027", "b".repeat(10_000)), "+79162220027").segments(66));
    }

    private static Stream<Row> choices() {
        Request keyed = Request.of("a key", "+79162220037", "keyed").key("k1");
        Row first = good(keyed, "+79162220037");
        Request again = new Request("the key again", keyed.phone(), keyed.text(), null, null, null, null, "k1");
        return Stream.of(
                good(Request.of("a sender", "+79162220031", "x").sender("VESTNIK"), "+79162220031"),
                good(Request.of("authorization", "+79162220032", "x").messageClass("authorization"), "+79162220032")
                        .messageClass("authorization", Duration.ofMinutes(10)),
                good(Request.of("transactional", "+79162220033", "x").messageClass("transactional"), "+79162220033")
                        .messageClass("transactional", Duration.ofHours(24)),
                good(Request.of("marketing without consent", "+79162220034", "x").messageClass("marketing"), "+79162220034")
                        .messageClass("marketing", Duration.ofHours(24))
                        .refused("no_consent"),
                good(Request.of("in an hour", "+79162220035", "x").sendAt(LATER), "+79162220035").scheduled(LATER),
                good(Request.of("for two hours", "+79162220036", "x").validFor(Duration.ofHours(2)), "+79162220036")
                        .validFor(Duration.ofHours(2)),
                first,
                good(again, "+79162220037").replayOf(first),
                bad(Request.of("the key of another message", "+79162220038", "another").key("k1"),
                        "the idempotency key was used for another message"));
    }

    private static Stream<Row> faults() {
        String phone = "+79162220041";
        return Stream.of(
                bad(Request.of("no number", "", "x"), "/to/phone must have 1 to 200 characters"),
                bad(Request.of("not a number", "anna", "x"), NO_NUMBER),
                bad(Request.of("a number that does not exist", "+79160", "x"), NO_NUMBER),
                bad(Request.of("another's sender", phone, "x").sender("BANK"), "/sender is not one of the account's senders"),
                bad(Request.of("no such class", phone, "x").messageClass("spam"),
                        "/class must be one of authorization, transactional, service, marketing"),
                bad(Request.of("no text", phone, ""), LENGTH),
                bad(Request.of("10,001 characters", phone, "b".repeat(10_001)), LENGTH),
                bad(Request.of("in over a year", phone, "x").sendAt(FAR), "/sendAt must be at most a year ahead"),
                bad(Request.of("for over a week", phone, "x").validFor(Duration.ofDays(8)), "/validFor must be at most P7D"));
    }
}
