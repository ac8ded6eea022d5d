package io.vestnik.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** No Docker engine is needed to see that the file is wrong. */
class ComposeTest {

    private static final Compose COMPOSE = Compose.read();
    /** Whose settings begin how in the environment. */
    private static final Map<String, Class<?>> SETTINGS = Map.of(
            "vestnik", VestnikSettings.class,
            "spring.datasource", DataSourceProperties.class,
            "spring.artemis", ArtemisProperties.class,
            "server", ServerProperties.class);

    @Test
    void theHubIsToldOnlyWhatItKnows() {
        Map<String, String> environment = COMPOSE.environment("vestnik", values());
        SETTINGS.forEach((prefix, settings) -> {
            Map<String, Object> own = new HashMap<>();
            environment.forEach((name, value) -> {
                if (name.startsWith(prefix.toUpperCase().replace('.', '_') + "_")) {
                    own.put(name, value);
                }
            });
            assertThat(own).as(prefix).isNotEmpty();
            environment.keySet().removeAll(own.keySet());
            bindAll(prefix, settings, own);
        });
        assertThat(environment).as("of nobody").isEmpty();
    }

    /** Throws where one of them is not a setting. The hub itself can't: an environment holds what is nobody's, too. */
    private static void bindAll(String prefix, Class<?> settings, Map<String, Object> environment) {
        ConfigurationPropertySource source = ConfigurationPropertySource.from(
                new SystemEnvironmentPropertySource("compose-systemEnvironment", environment));
        new Binder(source).bind(prefix, Bindable.of(settings), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    @Test
    void credentialsHaveNoDefaultAndSayWhatTheyAre() throws IOException {
        Compose.VARIABLE.matcher(Files.readString(Compose.FILE)).results().forEach(variable -> {
            boolean place = List.of("VESTNIK_BIND", "VESTNIK_PORT", "VESTNIK_SFTP_PORT", "VESTNIK_SMPP_PORT", "VESTNIK_PUBLIC_URL")
                    .contains(variable.group(1));
            assertThat(variable.group(2)).as(variable.group()).isEqualTo(place ? ":-" : ":?");
            assertThat(variable.group(3)).as(variable.group()).isNotBlank();
        });
        COMPOSE.services().keySet().forEach(service -> assertThat(COMPOSE.environment(service)).allSatisfy((name, value) -> {
            if (name.matches(".*(PASSWORD|KEY|KEYS_\\d+|SECRET|TOKEN)")) {
                assertThat(value).as("%s of %s", name, service).matches("\\$\\{\\w+:\\?[^}]+}");
            }
        }));
    }

    @Test
    void nothingIsPublishedButTheHubAndItOnThisMachineAlone() throws IOException {
        COMPOSE.services().forEach((name, service) -> assertThat(service.containsKey("ports"))
                .as("ports of %s", name)
                .isEqualTo(name.equals("vestnik")));
        assertThat(COMPOSE.list("vestnik", "ports")).isNotEmpty().allMatch(port -> port.startsWith("${VESTNIK_BIND:-127.0.0.1}:"));
        assertThat(COMPOSE.list("vestnik", "ports")).extracting(port -> port.substring(port.lastIndexOf(':') + 1))
                .containsExactlyInAnyOrderElementsOf(DockerfileTest.ports());
        for (String door : List.of("SERVER_ADDRESS", "VESTNIK_SFTP_ADDRESS", "VESTNIK_SMPP_ADDRESS")) {
            assertThat(COMPOSE.environment("vestnik")).containsEntry(door, "0.0.0.0");
        }
        assertThat(COMPOSE.services().values()).noneMatch(service -> service.containsKey("network_mode")
                || service.containsKey("privileged"));
    }

    @Test
    void imagesArePinned() {
        COMPOSE.services().forEach((name, service) ->
                assertThat(service.get("image").toString()).as(name).matches("[a-z/]+:v?\\d+\\.\\d+[\\w.-]*"));
    }

    @Test
    void everyServiceIsWatchedAndComesBack() {
        COMPOSE.services().forEach((name, service) -> {
            assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            if (!name.equals("vestnik")) { // its image says how
                assertThat(service.get("healthcheck")).as(name).isNotNull();
            }
        });
    }

    @Test
    void theHubWaitsForWhatItNeedsAndIsGivenTheTimeToEnd() {
        Map<String, Object> hub = COMPOSE.services().get("vestnik");
        assertThat(hub.get("depends_on")).hasToString("{postgres={condition=service_healthy}, broker={condition=service_healthy}}");
        assertThat(Integer.parseInt(hub.get("stop_grace_period").toString().replace("s", ""))).isGreaterThan(30);
        assertThat(hub).containsEntry("read_only", true);
    }

    @Test
    void theBrokerTakesTheSameFileAsTheEmbeddedOne() {
        assertThat(COMPOSE.list("broker", "volumes"))
                .contains("./broker.xml:/var/lib/artemis-instance/etc-override/broker.xml:ro");
    }

    /** A missing file would be made a folder by Docker. */
    @Test
    void whatIsMountedExistsAndEveryVolumeIsDeclared() {
        COMPOSE.services().keySet().forEach(service -> COMPOSE.list(service, "volumes").forEach(volume -> {
            String source = volume.substring(0, volume.indexOf(':'));
            if (!source.startsWith(".")) {
                assertThat(((Map<?, ?>) COMPOSE.whole().get("volumes")).containsKey(source)).as(volume).isTrue();
            } else if (!source.equals("../config")) { // the operator's own
                assertThat(Compose.FOLDER.resolve(Path.of(source))).as(volume).exists();
            }
        }));
    }

    @Test
    void operationsPageListsTheVariables() throws IOException {
        String page = Files.readString(Path.of("src/docs/operations.md"));
        assertThat(values().keySet()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    /** A value for each variable. */
    private static Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        try {
            Compose.VARIABLE.matcher(Files.readString(Compose.FILE)).results()
                    .forEach(variable -> values.put(variable.group(1), variable.group(1).equals("VESTNIK_PUBLIC_URL")
                            ? "https://hub.example" : "given"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return values;
    }
}
