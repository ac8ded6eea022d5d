package io.vestnik.esme;

import java.util.Optional;
import java.util.Set;

/**
 * Who is told by deliver_sm what became of a message, in the place of a webhook.
 *
 * @param registered the client's registered_delivery (SMPP v3.4 §5.2.17)
 */
public record ReceiptWish(String systemId, int registered) {

    private static final String SCHEME = "smpp:";
    private static final int FINAL = 0x03;
    private static final int SUCCESS_AND_FAILURE = 1;
    private static final int FAILURE = 2;
    private static final int SUCCESS = 3; // SMPP v5.0 §4.7.21
    private static final int INTERMEDIATE = 0x10;

    /** As a message keeps it in the place of a callback's URL; a system_id has no {@code ?}. */
    public static Optional<ReceiptWish> of(String callbackUrl) {
        if (callbackUrl == null || !callbackUrl.startsWith(SCHEME)) {
            return Optional.empty();
        }
        int mark = callbackUrl.lastIndexOf('?');
        return Optional.of(new ReceiptWish(
                callbackUrl.substring(SCHEME.length(), mark), Integer.parseInt(callbackUrl.substring(mark + 1))));
    }

    public String url() {
        return SCHEME + systemId + "?" + registered;
    }

    /** Nobody is to be told anything. */
    public boolean isNone() {
        return (registered & (FINAL | INTERMEDIATE)) == 0;
    }

    public boolean wants(Deliver.State state) {
        return switch (state) {
            case ENROUTE -> (registered & INTERMEDIATE) != 0;
            case DELIVERED -> wantsFinal(true);
            default -> wantsFinal(false);
        };
    }

    public boolean wantsFinal(boolean delivered) {
        int wanted = registered & FINAL;
        return wanted == SUCCESS_AND_FAILURE || wanted == (delivered ? SUCCESS : FAILURE);
    }

    /** What short of the end is told, in the words of callbacks. */
    public Set<String> events() {
        return (registered & INTERMEDIATE) == 0 ? Set.of() : Set.of("sent");
    }

    /** What serves both: of two parts of one message. */
    public static int both(int one, int other) {
        int first = one & FINAL;
        int second = other & FINAL;
        int ends = first == 0 || first == second ? second : second == 0 ? first : SUCCESS_AND_FAILURE;
        return ends | (one | other) & INTERMEDIATE;
    }
}
