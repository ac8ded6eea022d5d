package io.vestnik;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the hub. Boot's own broker start is left out: it would run one in the temp folder, without credentials. */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan
public class VestnikApplication {

    public static void main(String[] args) {
        SpringApplication.run(VestnikApplication.class, args);
    }
}
