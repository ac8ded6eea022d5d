package io.vestnik.ingress.smpp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.channel.sms.DataCoding;
import io.vestnik.form.Faults;
import io.vestnik.ingress.smpp.SubmitFields.Place;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.MessageClass;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads a submit as the one form of a message that all doors hand over, and finds what only this door can find; errors point at fields
 * by their names in REST, or where REST has none by those of SMPP v3.4.
 */
@Component
class SubmitReader {

    /** Vendor-specific (SMPP v3.4 §5.3.1): the client's own id of a request, which makes it safe to repeat. */
    static final int REQUEST_ID = 0x1501;

    private static final int MESSAGE_TYPE = 0x3C;
    private static final int INTERNATIONAL = 1;
    private static final int NATIONAL = 2;
    private static final Map<String, String> CLASSES =
            Map.of("OTP", "authorization", "TRX", "transactional", "SVC", "service", "MKT", "marketing");
    /** CMT, "cellular messaging" (SMPP v3.4 §5.2.11), says no more than nothing. */
    private static final Set<String> NO_CLASS = Set.of("", "CMT");
    /** A part may be of no text that stands alone. */
    private static final String SOME_TEXT = "…";

    private final Addresses addresses;
    private final Clock clock;

    SubmitReader(Addresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    /** @throws InvalidMessage with every error found here; what is the same at every door is not judged here */
    ShortMessage read(SubmitFields fields, Place destination, Account account) {
        Faults faults = new Faults();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("to").put("phone", phone(destination));
        if (!NO_CLASS.contains(fields.serviceType())) {
            message.put("class", CLASSES.getOrDefault(fields.serviceType(), fields.serviceType())); // what is none of them is refused there
        } else if (account.smpp() != null && account.smpp().defaultClass() != MessageClass.SERVICE) { // it is REST's default too
            message.put("class", account.smpp().defaultClass().toString());
        }
        UserData data = UserData.of(fields, faults);
        message.put("text", data == null ? SOME_TEXT : text(data, fields.dataCoding(), faults));
        if (!fields.source().address().isEmpty()) {
            message.put("sender", sender(fields.source(), account));
        }
        ObjectNode repeatable = message.deepCopy();
        times(fields, message, clock.instant(), faults);
        times(fields, repeatable, Instant.EPOCH, new Faults());
        refuseUnsupported(fields, faults);
        String key = key(fields.parameters().get(REQUEST_ID), faults);
        faults.throwIfAny();
        return new ShortMessage(message, repeatable, data, key);
    }

    /** As REST reads numbers, so far as their type leaves anything to read. */
    private String phone(Place to) {
        String digits = to.address().startsWith("00") ? "+" + to.address().substring(2) : to.address();
        if (digits.startsWith("+") || to.ton() == NATIONAL) {
            return digits;
        }
        if (to.ton() == INTERNATIONAL) {
            return "+" + digits;
        }
        Optional<String> asWritten = addresses.normal("phone", digits);
        return asWritten.isEmpty() && addresses.normal("phone", "+" + digits).isPresent() ? "+" + digits : digits;
    }

    /** A number that the account owns may be registered with or without its plus. */
    private static String sender(Place from, Account account) {
        String written = from.address();
        String digits = written.startsWith("+") ? written.substring(1) : written;
        return Stream.of(written, "+" + digits, digits).filter(account.senders()::contains).findFirst().orElse(written);
    }

    private static String text(UserData data, int dataCoding, Faults faults) {
        Optional<String> text = DataCoding.decode(dataCoding, data.body());
        if (text.isEmpty()) {
            faults.unprocessable("/data_coding", "must be 0, 1, 3, 4 or 8");
        }
        return text.filter(decoded -> !data.isPart() || !decoded.isEmpty()).orElse(SOME_TEXT);
    }

    private static void times(SubmitFields fields, ObjectNode message, Instant now, Faults faults) {
        Instant start = now;
        if (!fields.schedule().isEmpty()) {
            try {
                Instant sendAt = SmppTime.read(fields.schedule(), now);
                message.put("sendAt", sendAt.toString());
                start = sendAt.isAfter(now) ? sendAt : now;
            } catch (DateTimeException e) {
                faults.malformed("/sendAt", "schedule_delivery_time must be as yyMMddHHmmsstnnp");
            }
        }
        if (!fields.validity().isEmpty()) {
            try {
                Duration validFor = Duration.between(start, SmppTime.read(fields.validity(), now));
                if (validFor.isNegative() || validFor.isZero()) {
                    faults.unprocessable("/validFor", "validity_period must end after the time of sending");
                }
                message.put("validFor", validFor.toString());
            } catch (DateTimeException e) {
                faults.malformed("/validFor", "validity_period must be as yyMMddHHmmsstnnp");
            }
        }
    }

    private static void refuseUnsupported(SubmitFields fields, Faults faults) {
        if ((fields.esmClass() & MESSAGE_TYPE) != 0) {
            faults.unprocessable("/esm_class", "must be of a plain message: acknowledgements of the client's are not supported");
        }
        if (fields.replaceIfPresent() != 0) {
            faults.unprocessable("/replace_if_present_flag", "must be 0: replacing is not supported");
        }
        if (fields.defaultMessage() != 0) {
            faults.unprocessable("/sm_default_msg_id", "must be 0: there are no predefined messages");
        }
    }

    private static String key(byte[] value, Faults faults) {
        if (value == null) {
            return null;
        }
        int length = value.length > 0 && value[value.length - 1] == 0 ? value.length - 1 : value.length;
        String key = new String(value, 0, length, StandardCharsets.ISO_8859_1);
        if (!key.matches("[\\x20-\\x7E]{1,255}")) {
            faults.malformed("/request_id", "must have 1 to 255 printable ASCII characters");
        }
        return key;
    }
}
