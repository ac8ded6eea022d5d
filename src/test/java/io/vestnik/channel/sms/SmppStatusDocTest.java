package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The operators' table of codes is the one in force. */
class SmppStatusDocTest {

    private static final Path PAGE = Path.of("src/docs/operations.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`0x[0-9A-F]+`(?:, )?)+) \\|.*\\| `([a-z]+)` \\|$");
    private static final Pattern CODE = Pattern.compile("0x([0-9A-F]+)");
    private static final int FIRST_OF_CARRIERS_OWN = 0x400;
    private static final Map<String, FailureKind> KINDS = Map.of(
            "transient", FailureKind.TRANSIENT,
            "throttled", FailureKind.THROTTLED,
            "permanent", FailureKind.CHANNEL,
            "recipient", FailureKind.RECIPIENT,
            "configuration", FailureKind.CONFIGURATION);

    @Test
    void thePageHasEveryCodeWithItsKind() throws IOException {
        Map<Integer, FailureKind> documented = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> CODE.matcher(row.group(1)).results().forEach(code ->
                documented.put(Integer.parseInt(code.group(1), 16), KINDS.get(row.group(2)))));

        SmppStatus status = new SmppStatus(Map.of());
        Map<Integer, FailureKind> inForce = new TreeMap<>();
        for (int code = 1; code < FIRST_OF_CARRIERS_OWN; code++) {
            if (status.kind(code, 1) == status.kind(code, 9)) { // else it is one of the vague
                inForce.put(code, status.kind(code, 1));
            }
        }
        assertThat(documented).isEqualTo(inForce);
    }
}
