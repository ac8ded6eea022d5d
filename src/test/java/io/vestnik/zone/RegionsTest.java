package io.vestnik.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {

    @Test
    void allRegionsByCodeAndNameOnElevenClocks() throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(Path.of(Regions.class.getResource("/regions/ru.txt").toURI())).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSize(89);
        Set<Integer> hours = new TreeSet<>();
        for (String line : lines) {
            String[] columns = line.split(" ", 3);
            ZoneId zone = ZoneId.of(columns[1]);
            assertThat(Regions.zone(columns[0])).contains(zone);
            for (String name : columns[2].split(" / ")) {
                assertThat(Regions.zone(name)).as(name).contains(zone);
            }
            hours.add(zone.getRules().getOffset(Instant.parse("2026-11-22T00:00:00Z")).getTotalSeconds() / 3600);
        }
        assertThat(hours).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "RU-KGD, Europe/Kaliningrad", "ru-kgd, Europe/Kaliningrad", "калининградская обл., Europe/Kaliningrad",
        "КАЛИНИНГРАДСКАЯ ОБЛАСТЬ, Europe/Kaliningrad", "г. Москва, Europe/Moscow", "Moскова, ", "Татарстан, Europe/Moscow",
        "респ. Татарстан, Europe/Moscow", "Башкортостан, Asia/Yekaterinburg", "Республика Алтай, Asia/Barnaul",
        "Орёл, ", "Орловская обл, Europe/Moscow", "Саха /Якутия/, Asia/Yakutsk", "Якутия, Asia/Yakutsk",
        "Ханты-Мансийский АО - Югра, Asia/Yekaterinburg", "Ямало-Ненецкий авт. округ, Asia/Yekaterinburg",
        "Ненецкий АО, Europe/Moscow", "Чукотский АО, Asia/Anadyr", "Сахалинская область, Asia/Sakhalin",
        "Приморский край, Asia/Vladivostok", "Омская область, Asia/Omsk", "Самарская область, Europe/Samara",
        "город Санкт-Петербург, Europe/Moscow", "Крым, Europe/Simferopol", "Удмуртия, Europe/Samara",
    })
    void namesAreReadForgivingly(String region, ZoneId zone) {
        assertThat(Regions.zone(region).orElse(null)).isEqualTo(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "область", "RU-ZZZ", "Атлантида", "RU"})
    void othersAreUnknown(String region) {
        assertThat(Regions.zone(region)).isEmpty();
    }
}
