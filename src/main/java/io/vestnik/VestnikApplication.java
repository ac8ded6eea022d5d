package io.vestnik;

import io.vestnik.platform.check.Check;
import io.vestnik.platform.check.RouteSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the hub. Boot's own broker start is left out: it would run one in the temp folder, without credentials. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan
public class VestnikApplication {

    private static final String USAGE =
            """
            usage: java -jar vestnik.jar [--setting=value ...]        runs the hub
                   java -jar vestnik.jar check [--setting=value ...]  judges settings and routes; exits 0 or 1
                   java -jar vestnik.jar schema                       prints the JSON schema of route files, for editors""";

    public static void main(String[] arguments) throws IOException {
        String[] settings =
                Arrays.stream(arguments).filter(argument -> argument.startsWith("-")).toArray(String[]::new);
        if (Arrays.stream(arguments).anyMatch(List.of("-h", "--help")::contains)) {
            System.out.println(USAGE);
            return;
        }
        String words = String.join(" ", Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).toList());
        switch (words) {
            case "" -> SpringApplication.run(VestnikApplication.class, settings);
            case "check" -> System.exit(Check.run(VestnikApplication.class, settings, System.out));
            case "schema" -> System.out.println(RouteSchema.json());
            default -> {
                System.err.println(words + "?\n" + USAGE);
                System.exit(2);
            }
        }
    }
}
