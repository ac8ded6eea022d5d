package io.vestnik.platform.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

/** What is wrong with a setting, by its key and, where it stands in a file, with file and line. */
final class SettingReason {

    private static final Pattern KEY = Pattern.compile("^([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9-]+|\\[[^]]*])+)");

    private static final Pattern RELATIVE = Pattern.compile("^[a-z][a-z0-9.-]*: ");

    private final Environment settings;

    SettingReason(Environment settings) {
        this.settings = settings;
    }

    /** A failure of the binding, by its key, where that stands, and the rule; never by the value, which may be a secret. */
    String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof UnboundConfigurationPropertiesException unknown) {
                List<String> keys = new ArrayList<>();
                for (ConfigurationProperty property : unknown.getUnboundProperties()) {
                    keys.add(at(property.getOrigin()) + property.getName() + ": is no setting");
                }
                return String.join(System.lineSeparator(), keys);
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof BindException bind) {
                String rule = rule(bind, causes);
                if (bind.getProperty() == null && RELATIVE.matcher(rule).find()) {
                    return located(bind.getName() + "." + rule); // a record's own rule names the key within it
                }
                Origin origin = bind.getProperty() == null ? origin(bind.getName()) : bind.getProperty().getOrigin();
                return at(origin) + bind.getName() + ": " + rule;
            }
        }
        return located(line(failure));
    }

    private static String rule(BindException bind, List<Throwable> causes) {
        String rule = line(bind.getCause() == null ? bind : bind.getCause());
        List<Object> values = new ArrayList<>();
        if (bind.getProperty() != null) {
            values.add(bind.getProperty().getValue());
        }
        for (Throwable cause : causes) {
            if (cause instanceof ConversionFailedException conversion) {
                values.add(conversion.getValue());
            }
        }
        boolean shown = values.stream().anyMatch(value -> rule.contains(String.valueOf(value).replaceAll("\\s+", " ").strip()));
        return shown ? "can't be read as " + bind.getTarget().getType().resolve(Object.class).getSimpleName() : rule;
    }

    /** With where the key stands that it begins with, if that stands in a file. */
    String located(String message) {
        Matcher key = KEY.matcher(message);
        return (key.find() && ConfigurationPropertyName.isValid(key.group(1))
                ? at(origin(ConfigurationPropertyName.of(key.group(1)))) : "") + message;
    }

    private Origin origin(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(settings)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property.getOrigin();
            }
        }
        return null;
    }

    private static String at(Origin given) {
        Origin origin = given instanceof PropertySourceOrigin outer ? outer.getOrigin() : given;
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
            String file = text.getResource() instanceof ClassPathResource packed
                    ? "classpath:" + packed.getPath()
                    : text.getResource().getDescription().replaceAll(".*\\[(.*)]", "$1").replaceFirst("^file:", "");
            return file + ":" + (text.getLocation().getLine() + 1) + ": ";
        }
        return "";
    }

    /** The innermost message, on one line. */
    static String line(Throwable failure) {
        List<Throwable> causes = causes(failure);
        String message = null;
        for (Throwable cause : causes) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return String.valueOf(message == null ? failure : message).replaceAll("\\s+", " ").strip();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = failure; t != null && causes.size() < 20; t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
