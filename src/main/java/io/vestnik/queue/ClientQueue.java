package io.vestnik.queue;

/** The name of a client in the name of its queue, {@code vestnik.client.NAME}: a system_id may have what no broker or URI takes. */
public final class ClientQueue {

    private ClientQueue() {}

    /** Letters, digits, hyphens and underscores as they are, another character as {@code ~} and its four hexadecimal digits. */
    public static String nameOf(String systemId) {
        StringBuilder name = new StringBuilder(systemId.length());
        systemId.chars().forEach(c -> {
            boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
            name.append(plain ? Character.toString(c) : "~%04x".formatted(c));
        });
        return name.toString();
    }
}
