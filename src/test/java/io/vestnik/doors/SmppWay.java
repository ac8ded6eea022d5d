package io.vestnik.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.doors.SmppConnection.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One submit_sm a message, long texts as message_payload (SMPP v3.4 §4.4.1). */
record SmppWay(int port) implements Way {

    private static final int SUBMIT_SM = 0x04;
    private static final int LONGEST = 254; // octets of short_message
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final int REQUEST_ID = 0x1501;
    private static final int ADDITIONAL_STATUS_INFO_TEXT = 0x001D; // SMPP v5.0 §4.8.4.1
    private static final String KEY = "/request_id"; // no field of a message at the other doors
    private static final int GSM = 0;
    private static final int UCS2 = 8;
    private static final int ESC = 0x1B;

    private static final Map<String, String> SERVICE_TYPES =
            Map.of("authorization", "OTP", "transactional", "TRX", "service", "SVC", "marketing", "MKT");
    private static final Map<Character, int[]> SEPTETS = Map.of(
            '@', new int[] {0}, '£', new int[] {1}, 'ö', new int[] {0x7C}, 'ß', new int[] {0x1E},
            '[', new int[] {ESC, 0x3C}, ']', new int[] {ESC, 0x3E}, '€', new int[] {ESC, 0x65});

    /** By the first pointer (§5.1.3). */
    private static final Map<String, Integer> STATUSES = Map.of(
            "/to/phone", 0x0B, // ESME_RINVDSTADR
            "/sender", 0x0A, // ESME_RINVSRCADR
            "/class", 0x15, // ESME_RINVSERTYP
            "/text", 0x01, // ESME_RINVMSGLEN
            "/sendAt", 0x61, // ESME_RINVSCHED
            "/validFor", 0x62, // ESME_RINVEXPIRY
            KEY, 0xC4); // ESME_RINVOPTPARAMVAL

    @Override
    public List<Answer> send(List<Request> requests) throws IOException {
        List<Answer> answers = new ArrayList<>();
        try (SmppConnection connection = new SmppConnection(port, "demo", "demo")) {
            for (Request request : requests) {
                answers.add(answer(connection.request(SUBMIT_SM, submit(request))));
            }
        }
        return answers;
    }

    private static Answer answer(SmppConnection.Response response) {
        if (response.status() == 0) {
            return Answer.accepted(response.id());
        }
        byte[] words = response.parameters().get(ADDITIONAL_STATUS_INFO_TEXT);
        assertThat(words).as("status %x", response.status()).isNotNull();
        List<String> errors = List.of(new String(words, StandardCharsets.UTF_8).trim().split("; (?=/)")); // it ends with NUL
        assertThat(response.status()).as(errors.toString()).isEqualTo(STATUSES.get(errors.get(0).split(" ")[0]));
        return Answer.refused(errors.stream().map(error -> error.replaceFirst("^" + KEY + " ", "")).toList());
    }

    private static Body submit(Request request) {
        boolean gsm = request.text().chars().allMatch(c -> c < 0x80 || SEPTETS.containsKey((char) c));
        byte[] text = gsm ? gsm(request.text()) : request.text().getBytes(StandardCharsets.UTF_16BE);
        boolean isLong = text.length > LONGEST;
        boolean international = request.phone().startsWith("+");
        String serviceType = request.messageClass() == null
                ? ""
                : SERVICE_TYPES.getOrDefault(request.messageClass(), request.messageClass().toUpperCase(Locale.ROOT));
        Body body = new Body()
                .text(serviceType)
                .octets(request.sender() == null ? 0 : 5, 0) // alphanumeric
                .text(request.sender() == null ? "" : request.sender())
                .octets(international ? 1 : 0, international ? 1 : 0)
                .text(international ? request.phone().substring(1) : request.phone())
                .octets(0, 0, 0)
                .text(request.sendAt() == null ? "" : absolute(request))
                .text(request.validFor() == null ? "" : relative(request.validFor()))
                .octets(0, 0, gsm ? GSM : UCS2, 0, isLong ? 0 : text.length);
        if (isLong) {
            body.parameter(MESSAGE_PAYLOAD, text);
        } else {
            body.octets(text);
        }
        if (request.key() != null) {
            body.parameter(REQUEST_ID, request.key().getBytes(StandardCharsets.US_ASCII));
        }
        return body;
    }

    private static byte[] gsm(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (char c : text.toCharArray()) {
            for (int octet : SEPTETS.getOrDefault(c, new int[] {c})) {
                octets.write(octet);
            }
        }
        return octets.toByteArray();
    }

    /** §7.1.1: of UTC. */
    private static String absolute(Request request) {
        return DateTimeFormatter.ofPattern("yyMMddHHmmss").format(request.sendAt().atOffset(ZoneOffset.UTC)) + "000+";
    }

    /** §7.1.1: years, months, days, hours, minutes, seconds. */
    private static String relative(Duration time) {
        return "0000%02d%02d%02d%02d000R".formatted(
                time.toDays(), time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
    }
}
