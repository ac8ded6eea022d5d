package io.vestnik.cap;

import java.util.List;

/** Whose messages of one class are counted together. @param addresses all that are known, as keys of {@code message.addresses} */
public record Recipient(String account, String messageClass, List<String> addresses) {}
