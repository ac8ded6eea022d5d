package io.vestnik;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the hub. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VestnikApplication {

    public static void main(String[] args) {
        SpringApplication.run(VestnikApplication.class, args);
    }
}
