package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What described APIs need of the settings. */
class ProviderNeedsTest {

    private static final String REQUEST = "description: A gateway\nrequest: {url: \"{uri}/messages\", json: \"{to}\"}\n";
    private static final RouteFile CHANNEL =
            DescriptionTest.file("egress/partner.http.yaml", "channel: partner\nneeds: [token, sender-id]\n" + REQUEST);
    private static final RouteFile API = DescriptionTest.file("egress/gate.http.yaml", "needs: [from]\n" + REQUEST);
    private static final String PARTNER = "vestnik.channels.partner.providers[0].";
    private static final String SMS = "vestnik.channels.sms.providers[0].";

    @Test
    void whatIsThereIsNotTold() {
        assertThat(unmet(
                PARTNER + "name", "a", PARTNER + "uri", "https://a.example", PARTNER + "token", "t", PARTNER + "options.sender-id", "7"))
                .isEmpty();
    }

    @Test
    void eachThatIsMissingOrEmptyIsNamedByItsKey() {
        assertThat(unmet(PARTNER + "name", "a", PARTNER + "uri", "https://a.example", PARTNER + "options.sender-id", ""))
                .containsExactly(
                        "egress/partner.http.yaml:2: " + PARTNER + "token: is needed by egress/partner.http.yaml",
                        "egress/partner.http.yaml:2: " + PARTNER + "options.sender-id: is needed by egress/partner.http.yaml");
    }

    @Test
    void aProviderOfAnotherChannelNeedsWhatItsApiNeeds() {
        assertThat(unmet(SMS + "name", "a", SMS + "uri", "https://a.example", SMS + "api", "gate"))
                .containsExactly("egress/gate.http.yaml:1: " + SMS + "from: is needed by egress/gate.http.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login:secret@a.example", "https://a.example/?key=secret", "smpp://a.example"})
    void whereItIsMustBeAPlainAddress(String uri) {
        assertThat(unmet(PARTNER + "name", "a", PARTNER + "uri", uri, PARTNER + "token", "t", PARTNER + "options.sender-id", "7"))
                .containsExactly("egress/partner.http.yaml:1: " + PARTNER + "uri: must be https://host, with a path or without");
    }

    @Test
    void anApiThatNoFileDescribesIsNamed() {
        assertThat(unmet(SMS + "name", "a", SMS + "uri", "https://a.example", SMS + "api", "gone"))
                .containsExactly("egress/gone.http.yaml: " + SMS + "api: there is no egress/gone.http.yaml");
    }

    @Test
    void aDescriptionThatIsWrongItselfIsNotToldAsMissing() {
        RouteFile wrong = DescriptionTest.file("egress/wrong.http.yaml", "needs: [");
        assertThat(unmet(List.of(wrong), SMS + "name", "a", SMS + "uri", "https://a.example", SMS + "api", "wrong")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sms, smpp://a:b@127.0.0.1:1", "pigeon, nest:1"})
    void aProviderThatNoDescriptionIsForNeedsNothing(String channel, String uri) {
        String key = "vestnik.channels." + channel + ".providers[0].";
        assertThat(unmet(key + "name", "a", key + "uri", uri)).isEmpty();
    }

    private static List<String> unmet(String... settings) {
        return unmet(List.of(CHANNEL, API), settings);
    }

    private static List<String> unmet(List<RouteFile> files, String... settings) {
        return new ProviderNeeds(Settings.of(settings).channels()).unmet(files).stream().map(Object::toString).toList();
    }
}
