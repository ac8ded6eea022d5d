package io.vestnik.route;

/** @param from the endpoint it consumes, without options: {@code jms-batch://vestnik.egress.sms} */
public record RunningRoute(String id, String from) {}
