package io.vestnik.channel.http;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Dropped at the merge. */
@Component
public class HttpApis {

    private volatile Map<String, HttpApi> inForce = Map.of();

    public void publish(Map<String, HttpApi> apis) {
        inForce = Map.copyOf(apis);
    }

    public Map<String, HttpApi> all() {
        return inForce;
    }
}
