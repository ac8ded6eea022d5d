package io.vestnik.gate.model;

import io.vestnik.account.Account;
import io.vestnik.zone.Whereabouts.Source;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where people live: what an atlas and a telephone book say of regions and numbers. */
final class Atlas {

    /** The eleven of Russia, and abroad: some with summer time, some that change it at midnight, or by half an hour, or south. */
    static final List<ZoneId> ZONES = zones(
            "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk", "Asia/Irkutsk",
            "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
            "Europe/Berlin", "Europe/London", "America/New_York", "Africa/Cairo", "America/Santiago", "America/Havana", "Asia/Beirut",
            "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "Asia/Kathmandu", "America/St_Johns", "America/Nuuk");

    static final Map<String, ZoneId> REGIONS = Map.ofEntries(
            entry("RU-KGD", "Europe/Kaliningrad"), entry("RU-MOW", "Europe/Moscow"), entry("RU-SPE", "Europe/Moscow"),
            entry("RU-TA", "Europe/Moscow"), entry("RU-SAM", "Europe/Samara"), entry("RU-UD", "Europe/Samara"),
            entry("RU-SVE", "Asia/Yekaterinburg"), entry("RU-BA", "Asia/Yekaterinburg"), entry("RU-OMS", "Asia/Omsk"),
            entry("RU-NVS", "Asia/Novosibirsk"), entry("RU-KYA", "Asia/Krasnoyarsk"), entry("RU-IRK", "Asia/Irkutsk"),
            entry("RU-PRI", "Asia/Vladivostok"), entry("RU-MAG", "Asia/Magadan"), entry("RU-KAM", "Asia/Kamchatka"));

    /** Landlines and foreign numbers; what a Russian mobile number tells is nothing. */
    static final Map<String, ZoneId> NUMBERS = Map.ofEntries(
            entry("+74951234567", "Europe/Moscow"), entry("+78121234567", "Europe/Moscow"), entry("+74012401234", "Europe/Kaliningrad"),
            entry("+74232201234", "Asia/Vladivostok"), entry("+73832201234", "Asia/Novosibirsk"), entry("+74112401234", "Asia/Yakutsk"),
            entry("+74152401234", "Asia/Kamchatka"), entry("+375291234567", "Europe/Minsk"), entry("+998901234567", "Asia/Tashkent"),
            entry("+996555123456", "Asia/Bishkek"), entry("+37477123456", "Asia/Yerevan"), entry("+995555123456", "Asia/Tbilisi"),
            entry("+380501234567", "Europe/Kyiv"), entry("+12125550123", "America/New_York"));

    /** @param source what told them */
    record Clocks(Set<ZoneId> zones, Source source) {}

    private Atlas() {}

    /** @param phone null: none */
    static Clocks clocks(Account account, Collection<Person.Known> contacts, String phone) {
        Set<ZoneId> told = new HashSet<>(); // by each of them, where it says anything
        Source source = Source.REGION;
        for (Person.Known contact : contacts) {
            if (contact.zone() != null) {
                told.add(contact.zone());
                source = Source.CONTACT;
            } else if (contact.region() != null) {
                told.add(REGIONS.get(contact.region()));
            }
        }
        if (!told.isEmpty()) {
            return new Clocks(told, source);
        }
        if (NUMBERS.containsKey(String.valueOf(phone))) {
            return new Clocks(Set.of(NUMBERS.get(phone)), Source.NUMBER);
        }
        return account.times().unknownZone() == Account.UnknownZone.STRICTEST
                ? new Clocks(account.times().market(), Source.STRICTEST)
                : new Clocks(Set.of(account.zone()), Source.ACCOUNT);
    }

    private static Map.Entry<String, ZoneId> entry(String name, String zone) {
        return Map.entry(name, ZoneId.of(zone));
    }

    private static List<ZoneId> zones(String... names) {
        return java.util.stream.Stream.of(names).map(ZoneId::of).toList();
    }
}
