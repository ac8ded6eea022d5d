package io.vestnik.platform.check;

import io.vestnik.platform.routes.RouteCheck;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code check}: judges settings and routes as a start would, and starts nothing. */
public final class Check {

    private final PrintStream out;
    private final List<String> faults = new ArrayList<>();

    private Check(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints each fault in a line, and a sum.
     *
     * @param arguments settings as on the command line of a start
     * @return what the process should exit with: 0, or 1 where there is a fault
     */
    public static int run(Class<?> hub, String[] arguments, PrintStream out) {
        return new Check(out).run(hub, arguments);
    }

    private int run(Class<?> hub, String[] arguments) {
        int files = 0;
        try (ConfigurableApplicationContext definitions = definitions(hub, arguments)) {
            faults.addAll(new SettingsFaults(definitions).all());
            Path folder = folder(definitions);
            RouteCheck routes = RouteCheck.of(
                    folder, definitions.getBeanFactory(), definitions.getEnvironment(), channels(definitions));
            routes.faults().forEach(fault -> faults.add(fault.toString()));
            SettingReason reason = new SettingReason(definitions.getEnvironment());
            routes.unmet().forEach(setting -> faults.add(reason.located(setting)));
            if (!Files.isDirectory(folder)) {
                out.println("note: there is no " + folder + ": the packed routes are judged");
            }
            routes.lacking().forEach(name -> out.println("note: " + name + " is packed with this version and not in " + folder));
            files = routes.files();
        } catch (RuntimeException e) {
            faults.add(SettingReason.line(e)); // the settings can't even be read
        }
        faults.forEach(out::println);
        out.println(files + " route files, " + faults.size() + (faults.size() == 1 ? " fault" : " faults"));
        return faults.isEmpty() ? 0 : 1;
    }

    private static Path folder(ConfigurableApplicationContext definitions) {
        try {
            return definitions.getBean(VestnikSettings.class).routesDir();
        } catch (BeansException e) { // told already; the routes are judged all the same
            return Path.of(definitions.getEnvironment().getProperty("vestnik.routes-dir", "./routes"));
        }
    }

    private static Map<String, ChannelSettings> channels(ConfigurableApplicationContext definitions) {
        try {
            return definitions.getBean(VestnikSettings.class).channels();
        } catch (BeansException e) { // told already
            return Map.of();
        }
    }

    private static ConfigurableApplicationContext definitions(Class<?> hub, String[] arguments) {
        SpringApplication application = new SpringApplication(hub);
        application.setApplicationContextFactory(type -> new DefinitionsOnly());
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        List<String> quiet = new ArrayList<>(List.of(arguments));
        quiet.add("--logging.level.root=OFF");
        return application.run(quiet.toArray(String[]::new));
    }
}
