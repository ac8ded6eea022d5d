package io.vestnik.platform.broker;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Boot's own settings, read Boot's way: {@code mode}, else whether there is a {@code broker-url}. */
final class BrokerPlace {

    private BrokerPlace() {}

    static boolean isExternal(Environment environment) {
        String mode = environment.getProperty("spring.artemis.mode");
        return StringUtils.hasText(mode)
                ? mode.equalsIgnoreCase("native")
                : StringUtils.hasText(environment.getProperty("spring.artemis.broker-url"));
    }

    static class External implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isExternal(context.getEnvironment());
        }
    }

    static class Embedded implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isExternal(context.getEnvironment());
        }
    }
}
