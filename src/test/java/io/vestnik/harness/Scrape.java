package io.vestnik.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads of a hub at one moment. */
public final class Scrape {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");

    private record Sample(String name, String labels, double value) {}

    private final List<Sample> samples = new ArrayList<>();

    private Scrape(String text) {
        for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
            Matcher sample = LINE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String labels = sample.group(2) == null ? "" : sample.group(2);
            samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
        }
    }

    public static Scrape of(Hub hub, String operatorKey) {
        HttpResponse<String> answer = hub.get("/actuator/prometheus", "Authorization", "Bearer " + operatorKey);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Scrape(answer.body());
    }

    /** The sum of the samples that have all of these labels, written as {@code class="service"}; 0: there is none. */
    public double value(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name.equals(name))
                .filter(sample -> List.of(labels).stream().allMatch(sample.labels::contains))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** As PromQL has them: a histogram has three. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples.forEach(sample -> names.add(sample.name));
        return names;
    }
}
