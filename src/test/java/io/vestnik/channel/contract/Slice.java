package io.vestnik.channel.contract;

import io.vestnik.channel.Answers;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.egress.Claim;
import io.vestnik.sandbox.SandboxCarrier;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** The shipped routes of one channel with the real answers and providers; without a claim, a database, a broker and a hub. */
public final class Slice implements AutoCloseable {

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final String channel;

    /**
     * @param outcomes gets what follows each submission
     * @param packages whose beans the channel's routes call
     */
    public Slice(String channel, List<ProviderSettings> providers, Consumer<Outcome> outcomes, String... packages) {
        this.channel = channel;
        VestnikSettings settings = Mockito.mock(VestnikSettings.class);
        Mockito.when(settings.channels()).thenReturn(Map.of(channel, new VestnikSettings.ChannelSettings(providers, null)));
        beans.registerBean(VestnikSettings.class, () -> settings);
        beans.registerBean("providers", Providers.class, () -> new Providers(Map.of(channel, providers), () -> 1));
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(Links.class, () -> Mockito.mock(Links.class));
        beans.registerBean("outcomes", Consumer.class, () -> outcomes);
        beans.registerBean("answers", Answers.class);
        beans.registerBean("claim", Claim.class, () -> Mockito.mock(Claim.class));
        beans.registerBean("sandboxCarrier", SandboxCarrier.class, () -> Mockito.mock(SandboxCarrier.class));
        beans.registerBean("wireThreads", ForkJoinPool.class, ForkJoinPool::commonPool);
        new ClassPathBeanDefinitionScanner(beans).scan(packages);
    }

    /** In place of one that the routes call; before {@link #start}. */
    public <T> Slice bean(String name, Class<T> type, T bean) {
        beans.registerBean(name, type, () -> bean);
        return this;
    }

    /** @param change to the files' text: time-outs that a test can't wait for, doors that it comes in by */
    public Slice start(UnaryOperator<String> change, String... files) throws Exception {
        beans.refresh();
        camel.getCamelContextExtension().setRegistry(new DefaultRegistry(new ApplicationContextBeanRepository(beans)));
        camel.addComponent("jms-batch", new SedaComponent());
        for (String file : files) {
            load(file, change.apply(Files.readString(Path.of("routes", file + ".camel.yaml"))));
        }
        camel.start();
        return this;
    }

    /** One more file, under a name of its own. */
    public void load(String file, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file + ".camel.yaml", yaml));
    }

    public DefaultCamelContext camel() {
        return camel;
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    public Provider provider(String name) {
        return bean(Providers.class).of(channel).stream()
                .filter(provider -> provider.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        camel.stop();
        beans.close();
    }
}
