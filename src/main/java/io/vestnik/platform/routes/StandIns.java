package io.vestnik.platform.routes;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.objenesis.SpringObjenesis;

/**
 * The hub's beans for a rehearsal: of their names and types, without their insides. No constructor runs, so that a route can be
 * judged where there is no database, and a rehearsal can do no harm where there is one.
 */
final class StandIns implements BeanRepository {

    private static final String CAMELS_OWN = "org.apache.camel.";

    private final ConfigurableListableBeanFactory beans;
    private final SpringObjenesis objenesis = new SpringObjenesis();
    private final Map<String, Object> made = new HashMap<>();

    StandIns(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object lookupByName(String name) {
        Class<?> type = beans.containsBean(name) ? beans.getType(name, false) : null;
        return type == null || org.apache.camel.Component.class.isAssignableFrom(type)
                ? null // a component must be the rehearsal's own
                : made.computeIfAbsent(name, n -> make(type));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        Object bean = lookupByName(name);
        return type.isInstance(bean) ? type.cast(bean) : null;
    }

    /** Camel asks for its own parts by type, and has better defaults than what can't do anything. */
    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        if (!type.getName().startsWith(CAMELS_OWN)) {
            for (String name : beans.getBeanNamesForType(type, true, false)) {
                T bean = lookupByNameAndType(name, type);
                if (bean != null) {
                    found.put(name, bean);
                }
            }
        }
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return new HashSet<>(findByTypeWithName(type).values());
    }

    private Object make(Class<?> type) {
        if (RoutePolicy.class.isAssignableFrom(type)) {
            return new RoutePolicySupport() {}; // asked while its route is made
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, StandIns::answer);
        }
        return Modifier.isAbstract(type.getModifiers()) ? null : objenesis.newInstance(type, false);
    }

    private static Object answer(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "a stand-in";
            default -> throw new UnsupportedOperationException("a rehearsal calls no bean: " + method);
        };
    }
}
