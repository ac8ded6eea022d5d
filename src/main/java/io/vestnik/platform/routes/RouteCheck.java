package io.vestnik.platform.routes;

import io.vestnik.platform.StartRefused;
import io.vestnik.route.Fault;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The route files that a start would read, judged as a start would.
 *
 * @param files how many there are
 * @param lacking packed core/ and config/ files that are not there
 * @param faults with the files' paths as one would open them from here
 * @param unmet settings that described APIs need: key and rule
 */
public record RouteCheck(int files, List<String> lacking, List<Fault> faults, List<String> unmet) {

    /**
     * @param beans need only know names and types
     * @param channels whose providers are held against the descriptions
     */
    public static RouteCheck of(
            Path folder,
            ConfigurableListableBeanFactory beans,
            Environment settings,
            Map<String, ChannelSettings> channels) {
        try {
            List<RouteFile> files = RouteFiles.in(folder);
            String from = Files.isDirectory(folder) ? folder.normalize() + "/" : "classpath:routes/";
            Rehearsal rehearsal = new Rehearsal(beans, settings, new ProviderNeeds(channels));
            List<Fault> faults = rehearsal.routeFaults(files).stream()
                    .map(fault -> new Fault(from + fault.file(), fault.line(), fault.reason()))
                    .toList();
            List<String> unmet = rehearsal.unmetNeeds(files).stream().map(Fault::reason).toList();
            return new RouteCheck(files.size(), RouteFiles.lacking(files), faults, unmet);
        } catch (StartRefused | IOException e) {
            return new RouteCheck(0, List.of(), List.of(new Fault(folder.toString(), 0, e.getMessage())), List.of());
        }
    }
}
