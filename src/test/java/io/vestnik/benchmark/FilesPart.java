package io.vestnik.benchmark;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Accepting alone, since all is planned for next year: calls of the REST door against the rows of files; then a file of a million rows. */
final class FilesPart {

    private static final int ROWS = 200_000;
    private static final int MANY = 1_000_000;
    private static final long MOST_GROWTH = 256; // MiB
    private static final String LATER = Instant.now().plus(300, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();

    /** Rows of a file that were answered, and how long it took from the end of the upload. */
    private record Read(int rows, double seconds) {

        double rate() {
            return rows / seconds;
        }
    }

    private FilesPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("files", options, report).start()) {
            Form planned = SingleForm.planned(Rig.KEY, LATER, 10_000_000);
            int rows = options.scaled(ROWS);
            accept(rig, planned, options.warm() / 2);
            read(rig, "warm-up", options.scaled(ROWS) / 2);
            Pairs<Double> rates = Pairs.run(options.windows(),
                    i -> accept(rig, planned, options.count()),
                    i -> read(rig, "rows-" + i, rows).rate());
            String both = Window.median(rates.first()) + " / " + Window.median(rates.second())
                    + String.format(", ratio %.2f", rates.ratio(rate -> rate));
            report.say("accepts a second by REST, rows by SFTP: %s", both);
            report.row("accepted a second by REST, rows of files of " + rows, both, "at least 3 times");
            many(rig, options.scaled(MANY));
        }
    }

    private static void many(Rig rig, int rows) throws IOException, InterruptedException {
        rig.awaitQuiet();
        long before = Processes.memory(rig.hub.pid());
        long[] most = {before};
        Thread watch = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                most[0] = Math.max(most[0], Processes.memory(rig.hub.pid()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }, "memory");
        watch.start();
        Read read = read(rig, "many", rows);
        watch.interrupt();
        watch.join();
        if (most[0] - before > MOST_GROWTH) {
            rig.report.fault("the hub grew from %d to %d MiB", before, most[0]);
        }
        rig.report.row("a file of " + rows + " rows: rows a second; hub's memory before / at most, MiB",
                String.format("%,.0f; %d / %d", read.rate(), before, most[0]), "flat");
    }

    /** Accepts a second. */
    private static double accept(Rig rig, Form form, int count) throws IOException, InterruptedException {
        rig.awaitQuiet();
        Load load = rig.load(form, rig.options.connections(), count, 0);
        Rig.awaitFinished(load);
        double rate = count * 1e9 / (System.nanoTime() - load.span().started());
        rig.report.say("REST: %,d accepted, %,.0f/s", count, rate);
        return rate;
    }

    private static Read read(Rig rig, String name, int rows) throws IOException, InterruptedException {
        rig.awaitQuiet();
        try {
            Session session = new JSch().getSession("benchmark", "127.0.0.1", rig.sftpPort);
            session.setPassword("password");
            session.setConfig("StrictHostKeyChecking", "no"); // our own hub, for one run
            session.connect();
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect();
            try (Writer out = new OutputStreamWriter(sftp.put("/in/" + name + ".part"), StandardCharsets.UTF_8)) {
                write(out, rows, name.hashCode());
            }
            double cpu = Processes.cpu(rig.hub.pid());
            double postgres = Processes.cpuOfTree(rig.hub.postgres());
            long start = System.nanoTime();
            sftp.rename("/in/" + name + ".part", "/in/" + name + ".csv");
            int answered = await(sftp, "/out/" + name + ".accepted.csv");
            Read read = new Read(answered, (System.nanoTime() - start) / 1e9);
            session.disconnect();
            if (answered != rows) {
                rig.report.fault("%d rows of %d answered as accepted", answered, rows);
            }
            rig.report.say("SFTP: %,d rows, %,.0f/s; CPU µs a row: hub %.0f, PostgreSQL %.0f", rows, read.rate(),
                    Usage.micros(Processes.cpu(rig.hub.pid()) - cpu, rows),
                    Usage.micros(Processes.cpuOfTree(rig.hub.postgres()) - postgres, rows));
            return read;
        } catch (JSchException | SftpException e) {
            throw new IOException(e);
        }
    }

    /** Each file has other rows, or it would be the same again. */
    private static void write(Writer out, int rows, int salt) throws IOException {
        out.write("phone,class,text,sendAt\n");
        for (int i = 0; i < rows; i++) {
            out.write("+" + Template.phone(i) + ",service,#" + salt + "-" + i + "# " + SingleForm.TEXT + "," + LATER + "\n");
        }
    }

    /** Rows that have an id. */
    private static int await(ChannelSftp sftp, String file) throws SftpException, IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (System.nanoTime() < deadline) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(sftp.get(file), StandardCharsets.UTF_8))) {
                lines.readLine();
                return (int) lines.lines().filter(line -> !line.split(",", -1)[2].isEmpty()).count();
            } catch (SftpException e) {
                if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException("no answer within 10 min: " + file);
    }
}
