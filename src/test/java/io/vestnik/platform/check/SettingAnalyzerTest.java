package io.vestnik.platform.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vestnik.settings.VestnikSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What the log of a start shows of a wrong setting. */
@ExtendWith(OutputCaptureExtension.class)
class SettingAnalyzerTest {

    private static final String SECRET = "PLAINTOPSECRET";

    @Configuration
    @EnableConfigurationProperties(VestnikSettings.class)
    static class Settings {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vestnik.operators[0].key=%s              | vestnik.operators[0].key: is no setting",
        "vestnik.step-timeout=%s                  | vestnik.step-timeout: Text cannot be parsed to a Duration",
        "vestnik.queue-limit=%s                   | vestnik.queue-limit: can't be read as int",
        "vestnik.operators[0].role=%s             | vestnik.operators[0].role: can't be read as Role",
        "vestnik.public-url=http://[%s             | vestnik.public-url: Invalid URI syntax",
        "vestnik.alerts.url=//%s/x                | vestnik.alerts.url: must be an http or https URL",
        "vestnik.alerts.url=http://a/x            | vestnik.alerts.secret: must be whsec_",
        "vestnik.alerts.max-age.service=0s        | vestnik.alerts.max-age: each must be over 0",
        "vestnik.broker.acceptor=tcp://a:1        | vestnik.broker.acceptor: needs broker.user and broker.password",
        "vestnik.queue-limit=0                    | vestnik.queue-limit: must be over 0",
        "vestnik.keep.messages=0s                 | vestnik.keep.messages: must be over 0 and at most 36500d",
        "vestnik.keep.dead-letters=36501d         | vestnik.keep.dead-letters: must be over 0 and at most 36500d"
    })
    void theLogHasTheKeyAndNotTheValue(String setting, String told, CapturedOutput output) {
        SpringApplication application = new SpringApplication(Settings.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = Stream.of("vestnik.operators[0].name=root", setting.formatted(SECRET))
                .map(argument -> "--" + argument)
                .toArray(String[]::new);
        assertThat(catchThrowable(() -> application.run(arguments))).isNotNull();
        assertThat(output.getAll()).contains(told).doesNotContain(SECRET);
    }
}
