package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.channel.FailureKind;
import io.vestnik.settings.VestnikSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class SmppStatusTest {

    private final SmppStatus status = new SmppStatus(Map.of());

    /** Status, kind at the first attempt, kind at the second, whether an operator should know. */
    @ParameterizedTest
    @CsvSource({
        "0x01, CHANNEL, CHANNEL, true",
        "0x02, CHANNEL, CHANNEL, true",
        "0x03, CHANNEL, CHANNEL, true",
        "0x04, TRANSIENT, TRANSIENT, false",
        "0x05, TRANSIENT, TRANSIENT, false",
        "0x06, CHANNEL, CHANNEL, true",
        "0x07, CHANNEL, CHANNEL, true",
        "0x08, TRANSIENT, TRANSIENT, false",
        "0x0A, CHANNEL, CHANNEL, true",
        "0x0B, RECIPIENT, RECIPIENT, false",
        "0x0C, CHANNEL, CHANNEL, false",
        "0x0D, CONFIGURATION, CONFIGURATION, true",
        "0x0E, CONFIGURATION, CONFIGURATION, true",
        "0x0F, CONFIGURATION, CONFIGURATION, true",
        "0x14, THROTTLED, THROTTLED, false",
        "0x15, CHANNEL, CHANNEL, true",
        "0x33, CHANNEL, CHANNEL, true",
        "0x34, CHANNEL, CHANNEL, true",
        "0x40, CHANNEL, CHANNEL, true",
        "0x42, CHANNEL, CHANNEL, true",
        "0x43, CHANNEL, CHANNEL, true",
        "0x44, CHANNEL, CHANNEL, true",
        "0x45, TRANSIENT, CHANNEL, false",
        "0x48, CHANNEL, CHANNEL, true",
        "0x49, CHANNEL, CHANNEL, true",
        "0x50, CHANNEL, CHANNEL, true",
        "0x51, CHANNEL, CHANNEL, true",
        "0x53, CHANNEL, CHANNEL, true",
        "0x54, CHANNEL, CHANNEL, true",
        "0x55, CHANNEL, CHANNEL, true",
        "0x58, THROTTLED, THROTTLED, false",
        "0x61, CHANNEL, CHANNEL, true",
        "0x62, CHANNEL, CHANNEL, true",
        "0x63, CHANNEL, CHANNEL, true",
        "0x64, TRANSIENT, TRANSIENT, false",
        "0x65, CHANNEL, CHANNEL, false",
        "0x66, CHANNEL, CHANNEL, false",
        "0xC0, CHANNEL, CHANNEL, true",
        "0xC4, CHANNEL, CHANNEL, true",
        "0xFE, CHANNEL, CHANNEL, false",
        "0xFF, TRANSIENT, CHANNEL, false",
        "0x100, CHANNEL, CHANNEL, false",
        "0x101, CHANNEL, CHANNEL, false",
        "0x102, TRANSIENT, TRANSIENT, false",
        "0x103, CHANNEL, CHANNEL, false",
        "0x104, CHANNEL, CHANNEL, true",
        "0x3FF, TRANSIENT, CHANNEL, false",
        "0x400, TRANSIENT, CHANNEL, false",
        "0x4FF, TRANSIENT, CHANNEL, false",
    })
    void knowsWhatEachStatusMeans(String code, FailureKind first, FailureKind second, boolean operator) {
        int value = Integer.decode(code);

        assertThat(status.kind(value, 1)).isEqualTo(first);
        assertThat(status.kind(value, 2)).isEqualTo(second);
        assertThat(status.concernsOperator(value)).isEqualTo(operator);
    }

    @ParameterizedTest
    @CsvSource({
        "transient, TRANSIENT", "throttled, THROTTLED", "permanent, CHANNEL", "recipient, RECIPIENT",
        "configuration, CONFIGURATION"
    })
    void letsTheProvidersOwnCodesWin(String word, FailureKind kind) {
        SmppStatus own = new SmppStatus(Map.of("0x40A", word, "88", word));

        assertThat(own.kind(0x40A, 1)).isEqualTo(kind);
        assertThat(own.kind(0x58, 1)).isEqualTo(kind);
        assertThat(own.kind(0x40B, 1)).isEqualTo(FailureKind.TRANSIENT);
    }

    @ParameterizedTest
    // unquoted it would be a number, at which Spring's YAML reader fails inside a list
    @ValueSource(strings = {"{\"0x400\": permanent}", "{\"[0x400]\": permanent}", "{\"1024\": permanent}"})
    void takesCodesAsSettingsWriteThem(String codes) throws Exception {
        String yaml = """
                vestnik:
                  channels:
                    sms:
                      providers:
                        - {name: a, uri: "smpp://u:p@127.0.0.1:1", codes: %s}
                """.formatted(codes);
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("test", new ByteArrayResource(yaml.getBytes()))
                .forEach(environment.getPropertySources()::addFirst);
        VestnikSettings settings = new Binder(ConfigurationPropertySources.get(environment))
                .bind("vestnik", VestnikSettings.class).get();

        SmppStatus bound = new SmppStatus(settings.channels().get("sms").providers().get(0).codes());

        assertThat(bound.kind(0x400, 1)).isEqualTo(FailureKind.CHANNEL);
    }

    @Test
    void refusesCodesAndKindsThatAreNone() {
        assertThatThrownBy(() -> new SmppStatus(Map.of("0xZZ", "permanent"))).hasMessageContaining("codes.0xZZ");
        assertThatThrownBy(() -> new SmppStatus(Map.of("0x400", "fatal"))).hasMessageContaining("codes.0x400");
    }

    @Test
    void writesCodesAsTheStandardDoes() {
        assertThat(SmppStatus.code(0x58)).isEqualTo("0x00000058");
    }
}
