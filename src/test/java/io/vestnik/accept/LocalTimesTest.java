package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.contact.Contacts;
import io.vestnik.contact.Person;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import io.vestnik.message.SendTime;
import io.vestnik.zone.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {

    private static final Map<String, String> MOBILE = Map.of("phone", "+79161234567");

    private final Contacts contacts = mock(Contacts.class);
    private final LocalTimes times = new LocalTimes(contacts, new Zones());

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "Europe/Kaliningrad, 2026-11-23T10:00, 2026-11-23T08:00:00Z", "Asia/Kamchatka, 2026-11-23T10:00, 2026-11-22T22:00:00Z",
        "Europe/Berlin, 2026-03-29T01:59, 2026-03-29T00:59:00Z",
        // there is no 02:30 on that day: when the clocks skip it
        "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T01:00:00Z",
        // it comes twice: the first
        "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:00Z", "Europe/Berlin, 2026-10-25T03:00, 2026-10-25T02:00:00Z",
    })
    void aTimeOnTheContactsClock(ZoneId zone, LocalDateTime local, Instant at) {
        known(MOBILE, List.of(zone.getId()), List.of());
        SendTime time = at(local, account(Account.UnknownZone.OWN), MOBILE);
        assertThat(time.at()).isEqualTo(at);
        assertThat(time.why()).isEqualTo(Map.of("local", local.toString(), "zone", zone.getId(), "source", "contact"));
    }

    @Test
    void theRegionTheNumberAndTheAccountAreAskedInThisOrder() {
        LocalDateTime ten = LocalDateTime.parse("2026-11-23T10:00");
        Account own = account(Account.UnknownZone.OWN);
        assertThat(at(ten, own, MOBILE).why()).containsEntry("source", "account").containsEntry("zone", "Europe/Moscow");
        assertThat(at(ten, own, Map.of("phone", "+74232123456")).why()).containsEntry("zone", "Asia/Vladivostok");
        known(Map.of("phone", "+74232123456"), List.of(), List.of("RU-OMS"));
        SendTime inOmsk = at(ten, own, Map.of("phone", "+74232123456"));
        assertThat(inOmsk.why()).containsEntry("source", "region");
        assertThat(inOmsk.at()).isEqualTo(Instant.parse("2026-11-23T04:00:00Z"));
    }

    /** Ten o'clock in Kaliningrad is evening in Kamchatka: early for nobody. */
    @Test
    void ofSeveralClocksTheLastDecides() {
        SendTime time = at(LocalDateTime.parse("2026-11-23T10:00"), account(Account.UnknownZone.STRICTEST), MOBILE);
        assertThat(time.at()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(time.why()).containsEntry("source", "strictest");
    }

    @Test
    void theNumberOfThePersonIsAskedWhereTheMessageHasNone() {
        Map<String, String> mail = Map.of("email", "a@example.org");
        List<String> keys = List.of("email:a@example.org");
        when(contacts.people(eq("school"), any()))
                .thenReturn(Map.of(keys, new Person(List.of("email:a@example.org", "phone:+74232123456"), List.of(), List.of())));
        assertThat(at(LocalDateTime.parse("2026-11-23T10:00"), account(Account.UnknownZone.OWN), mail).why())
                .containsEntry("source", "number");
    }

    private void known(Map<String, String> to, List<String> timezones, List<String> regions) {
        List<String> keys = List.of("phone:" + to.get("phone"));
        when(contacts.people(eq("school"), any())).thenReturn(Map.of(keys, new Person(keys, timezones, regions)));
    }

    private SendTime at(LocalDateTime local, Account account, Map<String, String> to) {
        return times.at(local, account, List.of(to)).get(to);
    }

    private static Account account(Account.UnknownZone unknown) {
        return new Account(
                "school", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneId.of("Europe/Moscow"),
                Map.of(MessageClass.MARKETING, Hours.valueOf("09:00-21:00")), new Account.Times(Duration.ZERO, unknown, Set.of()), Map.of());
    }
}
