package io.vestnik.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a class or a thread of the hub is at work for. */
final class Steps {

    private static final String SETTLEMENT = "settlement (answers and receipts)";

    /** The first that fits, from the top of the stack down, has it. */
    private static final Map<String, String> BY_CLASS = new LinkedHashMap<>();

    static {
        BY_CLASS.put("com.fasterxml.jackson.", "JSON");
        BY_CLASS.put("io.vestnik.form.", "JSON");
        BY_CLASS.put("com.google.i18n.phonenumbers.", "accept");
        BY_CLASS.put("org.postgresql.", "PostgreSQL driver");
        BY_CLASS.put("com.zaxxer.hikari.", "PostgreSQL driver");
        BY_CLASS.put("org.springframework.jdbc.", "PostgreSQL driver");
        BY_CLASS.put("org.apache.activemq.", "queue");
        BY_CLASS.put("org.messaginghub.", "queue");
        BY_CLASS.put("org.apache.hc.", "callback");
        BY_CLASS.put("io.netty.", "SMPP");
        BY_CLASS.put("org.jsmpp.", "SMPP");
        BY_CLASS.put("org.apache.cxf.", "SOAP");
        BY_CLASS.put("org.apache.catalina.", "HTTP");
        BY_CLASS.put("org.apache.coyote.", "HTTP");
        BY_CLASS.put("org.apache.tomcat.", "HTTP");
        BY_CLASS.put("org.springframework.web.", "HTTP");
        BY_CLASS.put("io.vestnik.ingress.", "HTTP");
        BY_CLASS.put("org.apache.camel.", "Camel");
        BY_CLASS.put("io.vestnik.accept.", "accept");
        BY_CLASS.put("io.vestnik.message.", "accept");
        BY_CLASS.put("io.vestnik.address.", "accept");
        BY_CLASS.put("io.vestnik.account.", "accept");
        BY_CLASS.put("io.vestnik.ledger.NewRows", "accept");
        BY_CLASS.put("io.vestnik.ledger.Settlement", SETTLEMENT);
        BY_CLASS.put("io.vestnik.ledger.Outcomes", SETTLEMENT);
        BY_CLASS.put("io.vestnik.ledger.Receipts", SETTLEMENT);
        BY_CLASS.put("io.vestnik.ledger.ProviderMessageRows", SETTLEMENT);
        BY_CLASS.put("io.vestnik.ledger.", "ledger");
        BY_CLASS.put("io.vestnik.batch.", "batches");
        BY_CLASS.put("io.vestnik.queue.", "queue");
        BY_CLASS.put("io.vestnik.gate.", "gate");
        BY_CLASS.put("io.vestnik.consent.", "gate");
        BY_CLASS.put("io.vestnik.egress.", "claim");
        BY_CLASS.put("io.vestnik.channel.", "SMPP");
        BY_CLASS.put("io.vestnik.smpp.", "SMPP");
        BY_CLASS.put("io.vestnik.callback.", "callback");
        BY_CLASS.put("io.vestnik.clock.", "clock");
        BY_CLASS.put("io.vestnik.metrics.", "metrics");
        BY_CLASS.put("io.micrometer.", "metrics");
    }

    private Steps() {}

    static String of(String className) {
        for (Map.Entry<String, String> step : BY_CLASS.entrySet()) {
            if (className.startsWith(step.getKey())) {
                return step.getValue();
            }
        }
        return "other";
    }

    /** Of threads that run no Java code, or were never seen at it. */
    static String ofThread(String thread) {
        if (thread.startsWith("GC ") || thread.startsWith("GN ") || thread.startsWith("ParGC") || thread.startsWith("VM ")) {
            return "GC and JVM";
        }
        return thread.startsWith("CN ") || thread.contains("Compiler") ? "JIT" : "other";
    }
}
