package io.vestnik.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.cap.Caps;
import io.vestnik.cap.Counts;
import io.vestnik.cap.Limits;
import io.vestnik.contact.Preferences;
import io.vestnik.gate.Facts.Consent;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.message.MessageClass;
import io.vestnik.zone.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    /** A Sunday; noon in Moscow. */
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Policy ANYTIME = new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, Caps.NONE);
    private static final Preferences PAUSED =
            new Preferences(Map.of(), NOW.plusSeconds(3600), Preferences.PAUSED);

    /** Nothing stands against it but what a test says. */
    private static final class Someone {
        private MessageClass messageClass = MessageClass.MARKETING;
        private Instant validUntil = Instant.parse("2027-11-22T09:00:00Z");
        private boolean answer;
        private Reach reach = Reach.OPEN;
        private Consent consent = Consent.GRANTED;
        private String suppressed;
        private ZoneId zone = MOSCOW;
        private Preferences wishes = Preferences.NONE;
        private Counts counts = Counts.NONE;
        private boolean countedAll;
        private boolean countedHere;

        Facts facts() {
            Whereabouts there = new Whereabouts(Set.of(zone), zone, Whereabouts.Source.ACCOUNT);
            return new Facts(
                    messageClass, "sms", validUntil, answer, reach, consent, suppressed, there, wishes, counts, countedAll, countedHere);
        }
    }

    private static Decision decide(UnaryOperator<Someone> who, Policy policy, Instant now) {
        return Rules.decide(who.apply(new Someone()).facts(), policy, now);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, WITHDRAWN, erased, true, ",
        "transactional, NONE, erased, false, ",
        "transactional, WITHDRAWN, erased, false, opted_out",
        "transactional, NONE, hard_bounce, false, suppressed_address",
        "transactional, WITHDRAWN, , false, opted_out",
        "service, NONE, erased, false, erased",
        "service, WITHDRAWN, manual, false, suppressed_address",
        "service, WITHDRAWN, , true, opted_out",
        "service, NONE, , false, ",
        "marketing, WITHDRAWN, erased, true, erased",
        "marketing, NONE, manual, true, suppressed_address",
        "marketing, WITHDRAWN, , true, opted_out",
        "marketing, NONE, , true, no_consent",
        "marketing, GRANTED, , false, ",
    })
    void theFirstRuleThatStandsAgainstItDecides(
            String messageClass, Consent consent, String suppressed, boolean paused, String refused) {
        Decision decision = decide(
                who -> {
                    who.messageClass = MessageClass.of(messageClass);
                    who.consent = consent;
                    who.suppressed = suppressed;
                    who.wishes = paused ? PAUSED : Preferences.NONE;
                    return who;
                },
                ANYTIME,
                NOW);
        assertThat(decision).isEqualTo(refused == null ? Decision.PASS : new Decision.Refuse(refused));
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, true, true, 0, channel_forbidden",
        "authorization, false, true, 0, blocked",
        "authorization, false, false, 0, window_closed",
        "authorization, false, false, 1, ",
        "marketing, false, false, -1, window_closed",
        "marketing, false, false, , ",
        "transactional, false, true, , blocked",
        "service, true, false, , channel_forbidden",
    })
    void aChannelThatCanNotBeUsedIsRefusedWhateverTheClass(
            String messageClass, boolean forbidden, boolean blocked, Integer secondsLeft, String refused) {
        Decision decision = decide(
                who -> {
                    who.messageClass = MessageClass.of(messageClass);
                    who.reach = new Reach(forbidden, blocked, secondsLeft == null ? null : NOW.plusSeconds(secondsLeft));
                    return who;
                },
                ANYTIME,
                NOW);
        assertThat(decision).isEqualTo(refused == null ? Decision.PASS : new Decision.Refuse(refused));
    }

    @ParameterizedTest
    @CsvSource({"true, true, channel_forbidden", "false, true, blocked", "false, false, "})
    void anAnswerPassesAClosedWindowButNoOtherClosedChannel(boolean forbidden, boolean blocked, String refused) {
        Decision decision = decide(
                who -> {
                    who.answer = true;
                    who.reach = new Reach(forbidden, blocked, Instant.MIN);
                    return who;
                },
                ANYTIME,
                NOW);
        assertThat(decision).isEqualTo(refused == null ? Decision.PASS : new Decision.Refuse(refused));
    }

    @Test
    void anAnswerPassesWhateverProtectsTheRecipient() {
        Decision decision = decide(
                who -> {
                    who.answer = true;
                    who.consent = Consent.WITHDRAWN;
                    who.suppressed = "erased";
                    who.wishes = PAUSED;
                    return who;
                },
                new Policy(Hours.valueOf("20:00-21:00"), WorkCalendar.WEEKENDS, limits(0, null, null)),
                NOW);
        assertThat(decision).isEqualTo(Decision.PASS);
    }

    @Test
    void aPauseComesBeforeACapAndACapBeforeTheHours() {
        Policy policy = new Policy(Hours.valueOf("20:00-21:00"), WorkCalendar.WEEKENDS, limits(1, null, null));
        Counts one = sent("2026-11-22", 1);
        assertThat(decide(who -> with(who, one, PAUSED), policy, NOW))
                .isEqualTo(new Decision.Wait("paused", NOW.plusSeconds(3600)));
        assertThat(decide(who -> with(who, one, Preferences.NONE), policy, NOW))
                .isEqualTo(new Decision.Wait("frequency_cap", Instant.parse("2026-11-22T21:00:00Z")));
        assertThat(decide(who -> with(who, Counts.NONE, Preferences.NONE), policy, NOW))
                .isEqualTo(new Decision.Wait("quiet_hours", Instant.parse("2026-11-22T17:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, paused", "PT59M, paused", "PT1H0.001S, ",
    })
    void whatWouldWaitUntilItsValidityIsOverIsRefusedAtOnce(String validFor, String refused) {
        Decision decision = decide(
                who -> {
                    who.validUntil = NOW.plus(Duration.parse(validFor));
                    who.wishes = PAUSED;
                    return who;
                },
                ANYTIME,
                NOW);
        assertThat(decision)
                .isEqualTo(refused == null
                        ? new Decision.Wait("paused", NOW.plusSeconds(3600))
                        : new Decision.Refuse(refused));
    }

    @Test
    void hoursThatBeginTooLateRefuseUnderTheirOwnName() {
        Decision decision = decide(
                who -> {
                    who.validUntil = Instant.parse("2026-11-22T17:00:00Z");
                    return who;
                },
                new Policy(Hours.valueOf("20:00-21:00"), WorkCalendar.WEEKENDS, Caps.NONE),
                NOW);
        assertThat(decision).isEqualTo(new Decision.Refuse("quiet_hours_expired"));
    }

    @ParameterizedTest
    @CsvSource({
        // limits day, week, month; sent on; now; freed at
        "1, , , 2026-11-22, 2026-11-22T09:00:00Z, 2026-11-22T21:00:00Z",
        "1, , , 2026-11-21, 2026-11-22T09:00:00Z, ",
        ", 1, , 2026-11-16, 2026-11-22T09:00:00Z, 2026-11-22T21:00:00Z", // on Sunday the week is over at midnight
        ", 1, , 2026-11-16, 2026-11-16T09:00:00Z, 2026-11-22T21:00:00Z",
        ", 1, , 2026-11-15, 2026-11-16T09:00:00Z, ", // last week's Sunday
        ", , 1, 2026-11-01, 2026-11-30T09:00:00Z, 2026-11-30T21:00:00Z",
        ", , 1, 2026-10-31, 2026-11-01T09:00:00Z, ",
        ", 1, 1, 2026-12-01, 2026-12-01T09:00:00Z, 2026-12-31T21:00:00Z",
        // a week that ends after the month: both must have room
        ", 1, 1, 2026-12-31, 2026-12-31T09:00:00Z, 2027-01-03T21:00:00Z",
        // 23:59 and 00:00 of Moscow
        "1, , , 2026-11-22, 2026-11-22T20:59:59Z, 2026-11-22T21:00:00Z",
        "1, , , 2026-11-22, 2026-11-22T21:00:00Z, ",
        "0, , , , 2026-11-22T09:00:00Z, never",
        ", , 0, , 2026-11-22T09:00:00Z, never",
    })
    void aCapWaitsForTheFirstMidnightThatHasRoom(
            Integer day, Integer week, Integer month, String sent, Instant now, String freed) {
        Policy policy = new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, limits(day, week, month));
        Counts counts = sent == null ? Counts.NONE : sent(sent, 1);
        Decision expected = freed == null
                ? Decision.PASS
                : freed.equals("never")
                        ? new Decision.Refuse("frequency_cap")
                        : new Decision.Wait("frequency_cap", Instant.parse(freed));
        assertThat(decide(who -> with(who, counts, Preferences.NONE), policy, now)).isEqualTo(expected);
    }

    @Test
    void theLowerOfTheAccountsLimitAndTheRecipientsHolds() {
        Preferences wish = new Preferences(Map.of(MessageClass.MARKETING, limits(1, null, null)), null, Set.of());
        Policy lenient = new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, limits(3, null, null));
        assertThat(decide(who -> with(who, sent("2026-11-22", 1), wish), lenient, NOW))
                .isEqualTo(new Decision.Wait("frequency_cap", Instant.parse("2026-11-22T21:00:00Z")));
        assertThat(decide(who -> with(who, sent("2026-11-22", 2), Preferences.NONE), lenient, NOW)).isEqualTo(Decision.PASS);
    }

    @Test
    void aChannelsLimitHoldsBesideThatOverAll() {
        Caps caps = new Caps(null, null, null, Map.of("sms", new Limits(1, null, null), "email", new Limits(0, null, null)));
        Policy policy = new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, caps);
        Counts bySms = new Counts(Map.of(LocalDate.parse("2026-11-22"), Map.of("*", 1, "sms", 1)));
        Counts byEmail = new Counts(Map.of(LocalDate.parse("2026-11-22"), Map.of("*", 1, "email", 1)));
        assertThat(decide(who -> with(who, bySms, Preferences.NONE), policy, NOW)).isInstanceOf(Decision.Wait.class);
        assertThat(decide(who -> with(who, byEmail, Preferences.NONE), policy, NOW)).isEqualTo(Decision.PASS);
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, false", "false, true, false", "true, true, true"})
    void whatWasCountedIsNotHeldByItsOwnCount(boolean all, boolean here, boolean passes) {
        Caps caps = new Caps(1, null, null, Map.of("sms", new Limits(1, null, null)));
        Counts own = new Counts(Map.of(LocalDate.parse("2026-11-22"), Map.of("*", 1, "sms", 1)));
        Decision decision = decide(
                who -> {
                    who.countedAll = all;
                    who.countedHere = here;
                    return with(who, own, Preferences.NONE);
                },
                new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, caps),
                NOW);
        assertThat(decision.equals(Decision.PASS)).isEqualTo(passes);
    }

    /** 2026-03-08 has 23 hours in New York, 2026-11-01 has 25. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-08T06:30:00Z, 2026-03-08, 2026-03-09T04:00:00Z",
        "2026-11-01T12:00:00Z, 2026-11-01, 2026-11-02T05:00:00Z",
    })
    void aDayIsAsLongAsItsClocksMakeIt(Instant now, String sent, Instant freed) {
        Decision decision = decide(
                who -> {
                    who.zone = NEW_YORK;
                    return with(who, sent(sent, 1), Preferences.NONE);
                },
                new Policy(Hours.ALWAYS, WorkCalendar.WEEKENDS, limits(1, null, null)),
                now);
        assertThat(decision).isEqualTo(new Decision.Wait("frequency_cap", freed));
    }

    private static Someone with(Someone who, Counts counts, Preferences wishes) {
        who.counts = counts;
        who.wishes = wishes;
        return who;
    }

    private static Counts sent(String date, int count) {
        return new Counts(Map.of(LocalDate.parse(date), Map.of(Counts.ALL, count, "sms", count)));
    }

    private static Caps limits(Integer day, Integer week, Integer month) {
        return new Caps(day, week, month, Map.of());
    }
}
