package io.vestnik.platform;

import io.vestnik.settings.VestnikSettings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class DataDirectoryConfiguration {

    /** Lazy: a node whose database and broker are elsewhere shares no folder with anyone. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(VestnikSettings settings) {
        return DataDirectory.lock(settings.dataDir());
    }

    /** For rooms that keep something there and do not know the platform. */
    @Bean(defaultCandidate = false)
    @Lazy
    Path dataFolder(DataDirectory dataDirectory) {
        return dataDirectory.path();
    }
}
