package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.contact.Preferences;
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
        when(contacts.of(eq("school"), any())).thenReturn(List.of(contact(zone, null)));
        SendTime time = times.at(local, account(Account.UnknownZone.OWN), MOBILE);
        assertThat(time.at()).isEqualTo(at);
        assertThat(time.why()).isEqualTo(Map.of("local", local.toString(), "zone", zone.getId(), "source", "contact"));
    }

    @Test
    void theRegionTheNumberAndTheAccountAreAskedInThisOrder() {
        LocalDateTime ten = LocalDateTime.parse("2026-11-23T10:00");
        Account own = account(Account.UnknownZone.OWN);
        assertThat(times.at(ten, own, MOBILE).why()).containsEntry("source", "account").containsEntry("zone", "Europe/Moscow");
        assertThat(times.at(ten, own, Map.of("phone", "+74232123456")).why()).containsEntry("zone", "Asia/Vladivostok");
        when(contacts.of("school", List.of("phone:+74232123456"))).thenReturn(List.of(contact(null, "RU-OMS")));
        SendTime inOmsk = times.at(ten, own, Map.of("phone", "+74232123456"));
        assertThat(inOmsk.why()).containsEntry("source", "region");
        assertThat(inOmsk.at()).isEqualTo(Instant.parse("2026-11-23T04:00:00Z"));
    }

    /** Ten o'clock in Kaliningrad is evening in Kamchatka: early for nobody. */
    @Test
    void ofSeveralClocksTheLastDecides() {
        SendTime time = times.at(LocalDateTime.parse("2026-11-23T10:00"), account(Account.UnknownZone.STRICTEST), MOBILE);
        assertThat(time.at()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(time.why()).containsEntry("source", "strictest");
    }

    private static Contact contact(ZoneId zone, String region) {
        return new Contact("school", "1", MOBILE, null, zone, region, null, Preferences.NONE, Instant.EPOCH, Instant.EPOCH);
    }

    private static Account account(Account.UnknownZone unknown) {
        return new Account(
                "school", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneId.of("Europe/Moscow"),
                Map.of(MessageClass.MARKETING, Hours.valueOf("09:00-21:00")), new Account.Times(Duration.ZERO, unknown, Set.of()), Map.of());
    }
}
