package io.vestnik.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.account.Account;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import io.vestnik.zone.Whereabouts.Source;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId OMSK = ZoneId.of("Asia/Omsk");
    private static final ZoneId SAMARA = ZoneId.of("Europe/Samara");

    private final Zones zones = new Zones();
    private final Account own = account(Account.UnknownZone.OWN);
    private final Account strictest = account(Account.UnknownZone.STRICTEST);

    private static Account account(Account.UnknownZone unknown) {
        return new Account(
                "school", null, List.of(), null, null, null, List.of(), List.of(), null, null, MOSCOW,
                Map.of(MessageClass.MARKETING, Hours.valueOf("09:00-21:00")),
                new Account.Times(Duration.ZERO, unknown, Set.of()), Map.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // Russian landlines
        "+74951234567, Europe/Moscow", "+78121234567, Europe/Moscow", "+74232123456, Asia/Vladivostok", "+73832123456, Asia/Novosibirsk",
        "+74112123456, Asia/Yakutsk", "+74152123456, Asia/Kamchatka", "+74012123456, Europe/Kaliningrad",
        // these do not tell
        "+79161234567, ", "+79991234567, ", "+78001234567, ", "+77011234567, ",
        // abroad
        "+375291234567, Europe/Moscow", "+998901234567, Asia/Tashkent", "+37491123456, Asia/Yerevan", "+12125550123, America/New_York",
        "+40212345678, Europe/Bucharest", "+999123, ",
    })
    void whatANumberTells(String phone, ZoneId zone) {
        Whereabouts found = of(own, List.of(), List.of(), phone);
        assertThat(found).isEqualTo(Whereabouts.in(zone == null ? MOSCOW : zone, zone == null ? Source.ACCOUNT : Source.NUMBER));
        assertThat(of(own, List.of(), List.of(), phone)).isEqualTo(found);
    }

    /** The library names four zones for Britain, and all of them go alike. */
    @Test
    void zonesThatGoAlikeAreOne() {
        ZoneId britain = of(own, List.of(), List.of(), "+447400123456").dates();
        assertThat(britain.getRules()).isEqualTo(ZoneId.of("Europe/London").getRules());
    }

    @Test
    void theContactComesBeforeItsRegionAndThatBeforeTheNumber() {
        assertThat(of(own, List.of(OMSK), List.of(), "+74951234567")).isEqualTo(Whereabouts.in(OMSK, Source.CONTACT));
        assertThat(of(own, List.of(), List.of("Омская обл."), "+74951234567")).isEqualTo(Whereabouts.in(OMSK, Source.REGION));
        assertThat(of(own, List.of(), List.of("Атлантида"), "+74951234567")).isEqualTo(Whereabouts.in(MOSCOW, Source.NUMBER));
    }

    @Test
    void allZonesOfSeveralContactsHold() {
        assertThat(of(own, List.of(OMSK, OMSK), List.of(), null)).isEqualTo(Whereabouts.in(OMSK, Source.CONTACT));
        assertThat(of(own, List.of(OMSK), List.of("RU-SAM"), null))
                .isEqualTo(new Whereabouts(Set.of(OMSK, SAMARA), MOSCOW, Source.CONTACT));
    }

    @Test
    void unknownIsThePolicysToDecide() {
        assertThat(of(own, List.of(), List.of(), null)).isEqualTo(Whereabouts.in(MOSCOW, Source.ACCOUNT));
        Whereabouts all = of(strictest, List.of(), List.of(), "+79161234567");
        assertThat(all.zones()).hasSize(11);
        assertThat(all.dates()).isEqualTo(MOSCOW);
        assertThat(all.source()).isEqualTo(Source.STRICTEST);
        assertThat(of(strictest, List.of(), List.of(), "+74012123456").source()).isEqualTo(Source.NUMBER);
    }

    @Test
    void aZoneThatThisJavaDoesNotKnowTellsNothing() {
        assertThat(zones.of(own, List.of("Mars/Olympus", "Asia/Omsk"), List.of(), List.of()))
                .isEqualTo(Whereabouts.in(OMSK, Source.CONTACT));
        assertThat(zones.of(own, List.of("Mars/Olympus"), List.of(), List.of("email:a@example.org", "phone:+74232123456")).source())
                .isEqualTo(Source.NUMBER);
    }

    private Whereabouts of(Account account, List<ZoneId> contacts, List<String> regions, String phone) {
        return zones.of(
                account, contacts.stream().map(ZoneId::getId).toList(), regions, phone == null ? List.of() : List.of("phone:" + phone));
    }
}
