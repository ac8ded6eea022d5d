package io.vestnik.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One line of a file a message, all in one upload. */
record SftpWay(int port, String file) implements Way {

    @Override
    public List<Answer> send(List<Request> requests) throws Exception {
        Session session = new JSch().getSession("demo", "127.0.0.1", port);
        session.setPassword("demo");
        session.setConfig("StrictHostKeyChecking", "no"); // the host's key is new with each run
        session.connect(30_000);
        try {
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(30_000);
            sftp.put(new ByteArrayInputStream(lines(requests)), "in/" + file + ".part");
            sftp.rename("in/" + file + ".part", "in/" + file);
            return answers(accepted(sftp, "out/" + file.replaceFirst("\\.[a-z]+$", ".accepted.csv")));
        } finally {
            session.disconnect();
        }
    }

    private static byte[] lines(List<Request> requests) {
        StringBuilder lines = new StringBuilder();
        for (Request request : requests) {
            ObjectNode json = RestWay.json(request);
            if (request.key() != null) {
                json.put("key", request.key());
            }
            lines.append(json).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String accepted(ChannelSftp sftp, String path) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                sftp.get(path, content);
                return true;
            } catch (SftpException e) {
                assertThat(e.id).isEqualTo(ChannelSftp.SSH_FX_NO_SUCH_FILE);
                return false;
            }
        });
        return content.toString(StandardCharsets.UTF_8);
    }

    private static List<Answer> answers(String csv) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord line : records) {
                assertThat(line.getField("row")).isEqualTo(String.valueOf(answers.size() + 1));
                String id = line.getField("id");
                answers.add(id.isEmpty()
                        ? Answer.refused(List.of(line.getField("error").split("; (?=/)")))
                        : Answer.accepted(id));
            }
        }
        return answers;
    }
}
