package io.vestnik.platform.start;

import io.vestnik.door.Door;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when every door is bound; that of HTTP answers by being asked. */
@Component
class DoorsHealthIndicator implements HealthIndicator {

    private final List<Door> doors;

    DoorsHealthIndicator(ObjectProvider<Door> doors) {
        this.doors = doors.orderedStream().toList();
    }

    @Override
    public Health health() {
        List<String> shut = doors.stream().filter(door -> !door.isOpen()).map(Door::name).toList();
        return shut.isEmpty() ? Health.up().build() : Health.down().withDetail("shut", shut).build();
    }
}
