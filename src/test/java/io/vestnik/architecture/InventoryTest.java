package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.HierarchicalObjectRepository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Routes, the broker's file and the operators' page know the same queues; the map of the code is whole. */
class InventoryTest {

    private static final Path PACKAGES = Path.of("src/main/java/io/vestnik");
    private static final Path ARCHITECTURE = Path.of("src/docs/architecture.md");
    private static final Path OPERATIONS = Path.of("src/docs/operations.md");
    /** They come into being with their first use. */
    private static final Pattern OF_A_FAMILY = Pattern.compile("vestnik\\.(egress|client)\\..+");

    private static final HierarchicalObjectRepository<AddressSettings> SETTINGS = new HierarchicalObjectRepository<>();
    private static Set<String> declared;

    @BeforeAll
    static void readTheBrokersFile() throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        FileDeploymentManager file = new FileDeploymentManager("docker/broker.xml");
        file.addDeployable(configuration);
        file.readConfiguration();
        Map<String, AddressSettings> settings = configuration.getAddressSettings();
        settings.forEach(SETTINGS::addMatch);
        declared = configuration.getAddressConfigurations().stream()
                .flatMap(address -> address.getQueueConfigs().stream())
                .map(queue -> queue.getName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyQueueOfARouteIsDeclared() {
        assertThat(Queues.inRoutes())
                .isNotEmpty()
                .allMatch(queue -> declared.contains(queue) || OF_A_FAMILY.matcher(queue).matches());
    }

    /** Without a dead-letter address the broker throws away what it gives up; and it must never give up. */
    @Test
    void noQueueLosesAMessage() {
        Set<String> queues = new TreeSet<>(declared);
        queues.add("vestnik.egress.sms");
        queues.add("vestnik.client.school");
        queues.add("school.orders"); // of another system
        assertThat(queues).allSatisfy(queue -> {
            AddressSettings settings = SETTINGS.getMatch(queue);
            assertThat(String.valueOf(settings.getDeadLetterAddress())).isEqualTo("vestnik.dead");
            assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(-1);
            assertThat(settings.isAutoDeleteQueues()).isFalse();
        });
    }

    @Test
    void theOperatorsPageHasEveryQueue() throws IOException {
        Matcher rows = Pattern.compile("(?m)^\\| `(vestnik\\.[^`]+)` \\|").matcher(Files.readString(OPERATIONS));
        Set<String> documented = rows.results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(declared);
        expected.add("vestnik.egress.NAME");
        expected.add("vestnik.client.SYSTEMID");
        assertThat(documented).containsExactlyElementsOf(expected);
    }

    @Test
    void theTableOfRoomsHasEveryPackage() throws IOException {
        String rooms = Files.readString(ARCHITECTURE).replaceAll("(?s).*\n## The rooms\n", "");
        Set<String> documented = new TreeSet<>();
        Pattern.compile("(?m)^\\|([^|]+)\\|").matcher(rooms).results().forEach(row -> Pattern.compile("`([a-z]+)[a-z.]*`")
                .matcher(row.group(1)).results().forEach(name -> documented.add(name.group(1))));
        try (Stream<Path> packages = Files.list(PACKAGES)) {
            Set<String> existing = packages.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented).containsExactlyElementsOf(existing);
        }
    }
}
