package io.vestnik.channel.sms;

import io.vestnik.channel.FailureKind;
import java.util.HashMap;
import java.util.Map;

/** What a carrier's command_status means for what comes next (SMPP v3.4 §5.1.3). */
public final class SmppStatus {

    private static final int INVALID_SOURCE = 0x0A;
    private static final int TRIES_OF_VAGUE = 2;

    private final Map<Integer, FailureKind> vendor = new HashMap<>();

    /**
     * @param codes the provider's own values to kinds, as settings have them; they win over the standard's
     * @throws IllegalArgumentException when a code is no number or a kind is unknown
     */
    public SmppStatus(Map<String, String> codes) {
        codes.forEach((code, kind) -> vendor.put(number(code), kind(code, kind)));
    }

    /** @param attempt of the message, 1 for the first: some refusals are worth one more try, not five */
    public FailureKind kind(int status, int attempt) {
        FailureKind own = vendor.get(status);
        return own != null ? own : standard(status, attempt);
    }

    /** The refusal is a fault of ours or of the contract: an operator should know. */
    public boolean concernsOperator(int status) {
        return kind(status, Integer.MAX_VALUE) == FailureKind.CONFIGURATION || status == INVALID_SOURCE || isOurFault(status);
    }

    /** As an operator reads it in the standard. */
    public static String code(int status) {
        return String.format("0x%08X", status);
    }

    private static FailureKind standard(int status, int attempt) {
        if (isOurFault(status)) {
            return FailureKind.CHANNEL;
        }
        return switch (status) {
            case 0x0B -> FailureKind.RECIPIENT; // ESME_RINVDSTADR
            case 0x14, 0x58 -> FailureKind.THROTTLED; // RMSGQFUL, RTHROTTLED
            case 0x0D, 0x0E, 0x0F -> FailureKind.CONFIGURATION; // RBINDFAIL, RINVPASWD, RINVSYSID
            case INVALID_SOURCE, 0x0C, 0x65, 0x66, 0xFE, 0x100, 0x101, 0x103 -> FailureKind.CHANNEL;
            case 0x04, 0x05, 0x08, 0x64, 0x102 -> FailureKind.TRANSIENT;
            // a carrier's own code that nobody explained to us, and everything vague: RSUBMITFAIL, RUNKNOWNERR, reserved
            default -> attempt < TRIES_OF_VAGUE ? FailureKind.TRANSIENT : FailureKind.CHANNEL;
        };
    }

    /** Lengths, flags, types of number, dates, optional parameters: the request is wrong and stays wrong. */
    private static boolean isOurFault(int status) {
        return switch (status) {
            case 0x01, 0x02, 0x03, 0x06, 0x07, 0x15, 0x33, 0x34, 0x40, 0x42, 0x43, 0x44 -> true;
            case 0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x53, 0x54, 0x55, 0x61, 0x62, 0x63 -> true;
            case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0x104 -> true;
            default -> false;
        };
    }

    private static int number(String code) {
        try {
            return code.startsWith("0x") || code.startsWith("0X")
                    ? Integer.parseInt(code.substring(2), 16)
                    : Integer.parseInt(code);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("codes." + code + ": is not a command_status such as 0x400", e);
        }
    }

    private static FailureKind kind(String code, String kind) {
        return switch (kind) {
            case "transient" -> FailureKind.TRANSIENT;
            case "throttled" -> FailureKind.THROTTLED;
            case "permanent" -> FailureKind.CHANNEL;
            case "recipient" -> FailureKind.RECIPIENT;
            case "configuration" -> FailureKind.CONFIGURATION;
            default -> throw new IllegalArgumentException(
                    "codes." + code + ": must be transient, throttled, permanent, recipient or configuration");
        };
    }
}
