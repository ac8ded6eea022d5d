package io.vestnik.ingress.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered: nothing else goes out.
 *
 * @param contentType null: no body
 * @param body empty where there is none
 */
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static Answer json(int status, Object value) {
        return of(status, "application/json", bytes(value));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, Map.of(), body);
    }

    static Answer empty(int status) {
        return of(status, null, new byte[0]);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body);
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // our own records can always be written
        }
    }
}
