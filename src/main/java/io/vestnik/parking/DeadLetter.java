package io.vestnik.parking;

import java.time.Instant;

/** @param messageId the message that could not be done */
public record DeadLetter(String id, String messageId, String reason, Instant at) {}
