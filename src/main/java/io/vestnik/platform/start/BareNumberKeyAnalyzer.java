package io.vestnik.platform.start;

import java.util.Arrays;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** YAML reads the key {@code 0x400} as a number, and Spring's reader of settings then fails without naming it. */
class BareNumberKeyAnalyzer extends AbstractFailureAnalyzer<ClassCastException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ClassCastException cause) {
        boolean reading = Arrays.stream(cause.getStackTrace()).anyMatch(frame -> frame.getClassName().contains("Yaml"));
        return reading
                ? new FailureAnalysis(
                        "A settings file has a key that is a bare number, such as 0x400 under vestnik.channels.sms.providers[].codes",
                        "Quote it: codes: {\"0x400\": permanent}",
                        cause)
                : null;
    }
}
