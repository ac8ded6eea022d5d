package io.vestnik.platform.check;

import io.vestnik.account.Accounts;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.operator.Operators;
import io.vestnik.settings.VestnikSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** What a start would have against the settings, each with its key and, where it stands in a file, with file and line. */
final class SettingsFaults {

    private final ConfigurableApplicationContext definitions;

    SettingsFaults(ConfigurableApplicationContext definitions) {
        this.definitions = definitions;
    }

    List<String> all() {
        Set<String> faults = new LinkedHashSet<>();
        if (make(VestnikSettings.class, faults)) {
            // the beans that judge settings, and need nothing else
            make(Accounts.class, faults);
            make(Operators.class, faults);
            make(WorkCalendar.class, faults);
            make("builtChannels", faults);
        }
        for (String name : definitions.getBeanFactory().getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = definitions.getBeanFactory().getType(name, false);
            if (type != null && type.isAnnotationPresent(ConfigurationProperties.class)) {
                make(name, faults);
            }
        }
        return List.copyOf(faults);
    }

    private boolean make(Class<?> type, Set<String> faults) {
        String[] names = definitions.getBeanFactory().getBeanNamesForType(type, true, false);
        return names.length == 1 && make(names[0], faults);
    }

    private boolean make(String name, Set<String> faults) {
        try {
            definitions.getBean(name);
            return true;
        } catch (RuntimeException e) {
            faults.add(new SettingReason(definitions.getEnvironment()).of(e));
            return false;
        }
    }
}
