package io.vestnik.reply;

import java.util.Map;

/** A message that was sent to whoever wrote. */
public record Sent(String id, String messageClass, Map<String, String> tags) {}
