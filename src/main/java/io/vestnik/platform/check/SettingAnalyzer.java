package io.vestnik.platform.check;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Before Boot's own, which show the value: where a key is misspelt that may be a secret. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private final Environment settings;

    SettingAnalyzer(Environment settings) {
        this.settings = settings;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        return new FailureAnalysis(new SettingReason(settings).of(rootFailure), null, cause);
    }
}
