package io.vestnik.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    private final Addresses addresses = new Addresses("RU", channel -> true);

    @ParameterizedTest
    @CsvSource({
        "phone, 8 916 123-45-67, phone:+79161234567",
        "sms, 79161234567, phone:+79161234567",
        "whatsapp, +79161234567, phone:+79161234567",
        "whatsapp, 79161234567, phone:+79161234567",
        "viber, 8 916 123-45-67, phone:+79161234567",
        "viber, 01234567890A=, viber:01234567890A=",
        "vk, +7 916 123-45-67, phone:+79161234567",
        "vk, 79161234567, vk:79161234567",
        "ok, +79161234567, phone:+79161234567",
        "ok, user:579161234567, ok:user:579161234567",
        "telegram, 79161234567, telegram:79161234567",
        "email, Anna@EXAMPLE.org, email:anna@example.org"
    })
    void aNumberIsOnePersonsWhicheverChannelUsesIt(String name, String written, String key) {
        assertThat(addresses.normal(name, written)).map(normal -> Addresses.key(name, normal)).contains(key);
    }
}
