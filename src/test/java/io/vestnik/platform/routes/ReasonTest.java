package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Properties;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason is told to everybody: it names what is wrong, and no value, which a placeholder may have made of a secret. */
class ReasonTest {

    private static final String SECRET = "s3cr3t-value";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "timer:x?period={{any.setting}}                     | timer: option period has a value that it can't take",
        "timer://x?repeatCount={{any.setting}}              | timer: option repeatCount has a value that it can't take",
        "log:x?level=INFO&maxChars={{any.setting}}          | log: option maxChars has a value that it can't take",
        "file:a?delete={{any.setting}}                      | file: option delete has a value that it can't take",
        "timer:x?nothing={{any.setting}}                    | timer has no option nothing",
        "nothing:{{any.setting}}                            | there is no component nothing",
        "http:a b {{any.setting}}                           | http: ",
        "seda:x?size={{any.setting}}                        | seda: a value can't be read as Integer"
    })
    void aValueIsNotTold(String uri, String reason) throws Exception {
        try (DefaultCamelContext camel = camel()) {
            Throwable failure = catchThrowable(() -> camel.getEndpoint(camel.resolvePropertyPlaceholders(uri)));
            assertThat(failure.toString() + failure.getCause()).as("Camel tells it").contains(SECRET);
            assertThat(Reason.of(unit(uri), 0, failure).toString()).contains(reason).doesNotContain(SECRET);
        }
    }

    @Test
    void aStepsValueIsNotToldEither() throws Exception {
        try (DefaultCamelContext camel = camel()) {
            Throwable failure = catchThrowable(() -> {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").throttle(1).timePeriodMillis("{{any.setting}}").to("log:a?maxChars=1");
                    }
                });
                camel.start();
            });
            assertThat(failure).hasMessageContaining(SECRET);
            assertThat(Reason.of(unit("direct:a"), 0, failure).toString()).doesNotContain(SECRET);
        }
    }

    /** Whatever says them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Error binding property (a) on bean: timer://x?a=s3cr3t-value with value: s3cr3t-value | Error binding property (a)…",
        "No luck with value s3cr3t-value due to x                 | No luck… due to x",
        "No luck at https://a/s3cr3t-value, again                 | No luck at https://… again",
        "No luck at smtp:relay:25?password=s3cr3t-value           | No luck at smtp:relay:25?…",
        "Error parsing [s3cr3t-value] from property {{a}} as a b  | Error parsing … from property {{a}} as a b",
        "java.lang.X: For input string: s3cr3t-value              | java.lang.X: For input string…"
    })
    void addressesAndValuesAreCutOut(String message, String reason) {
        assertThat(Reason.of(unit("direct:a"), 0, new IllegalStateException(message)).reason()).isEqualTo(reason);
    }

    private static DefaultCamelContext camel() {
        DefaultCamelContext camel = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("any.setting", SECRET);
        camel.getPropertiesComponent().setInitialProperties(settings);
        return camel;
    }

    private static RouteUnit unit(String uri) {
        String text = "- route:\n    from:\n      uri: " + uri + "\n";
        RouteFile file = new RouteFile("a.camel.yaml", "a.camel.yaml", text.getBytes());
        return new RouteUnit(file, 1, 3, text, text, Set.of(), Set.of(), Set.of(), Set.of(), false);
    }
}
