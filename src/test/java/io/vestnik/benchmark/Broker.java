package io.vestnik.benchmark;

import io.vestnik.platform.broker.ExternalBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An Artemis broker in a process of its own, until its standard input ends. */
final class Broker implements AutoCloseable {

    private static final String SETTING = "setting ";

    private final Process process;
    private final List<String> settings = new ArrayList<>();

    Broker() throws IOException {
        process = new ProcessBuilder(HubProcess.java("java"), "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                Broker.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IOException("the broker has ended before it was ready");
            }
            if (line.startsWith(SETTING)) {
                settings.add(line.substring(SETTING.length()));
            }
        }
    }

    public static void main(String[] none) throws Exception {
        try (ExternalBroker broker = new ExternalBroker()) {
            broker.start();
            broker.settings().forEach(setting -> System.out.println(SETTING + setting));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // it ends with who started it
            }
        }
        System.exit(0);
    }

    /** What a hub must be told to use it: {@code key=value}. */
    List<String> settings() {
        return settings;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
