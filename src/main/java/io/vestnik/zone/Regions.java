package io.vestnik.zone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Regions by their ISO 3166-2 code ({@code RU-KGD}) or name, and the zone of each; those that the standard has no code for by the hub's
 * own. In a name case, ё, dashes and what kind of region it is make no difference: {@code калининградская обл.}
 */
public final class Regions {

    private static final String FILE = "/regions/ru.txt";
    private static final Pattern KIND = Pattern.compile(
            "(?<!\\p{L})(республика|респ|область|обл|край|автономный|автономная|авт|округ|окр|ао|город|г|народная)(?!\\p{L})");

    private static final Map<String, ZoneId> ZONES = read();

    private Regions() {}

    /** Empty: not a region that the hub knows. */
    public static Optional<ZoneId> zone(String region) {
        ZoneId zone = ZONES.get(region);
        return Optional.ofNullable(zone == null ? ZONES.get(key(region)) : zone);
    }

    private static Map<String, ZoneId> read() {
        Map<String, ZoneId> zones = new HashMap<>();
        for (String line : lines()) {
            if (!line.startsWith("#")) {
                String[] columns = line.split(" ", 3);
                ZoneId zone = ZoneId.of(columns[1]);
                zones.put(columns[0], zone);
                zones.put(key(columns[0]), zone);
                for (String name : columns[2].split("/")) {
                    zones.put(key(name), zone);
                }
            }
        }
        return Map.copyOf(zones);
    }

    private static List<String> lines() {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(Regions.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return file.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('ё', 'е');
        return KIND.matcher(plain).replaceAll("").replaceAll("[^\\p{L}]", "");
    }
}
