package dev.quoll.tls.handshake;

import dev.quoll.tls.keylog.KeyLog;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/// All objects that can be reached from some: through fields of our own types, and through the
/// JDK's containers.
final class Reach {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Queue<Object> waiting = new ArrayDeque<>();

    private Reach() {}

    static Set<Object> of(Object... roots) {
        Reach reach = new Reach();
        Stream.of(roots).forEach(reach::add);
        while (!reach.waiting.isEmpty()) {
            reach.expand(reach.waiting.remove());
        }
        return reach.seen;
    }

    static List<byte[]> bytesOf(Object... roots) {
        return of(roots).stream().filter(byte[].class::isInstance).map(byte[].class::cast).toList();
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            waiting.add(object);
        }
    }

    private void expand(Object object) {
        switch (object) {
            case Object[] array -> Stream.of(array).forEach(this::add);
            case Iterable<?> list -> list.forEach(this::add);
            case Map<?, ?> map -> {
                map.keySet().forEach(this::add);
                map.values().forEach(this::add);
            }
            case Optional<?> optional -> optional.ifPresent(this::add);
            case KeyLog _ -> {} // the test's own
            default -> expandFields(object);
        }
    }

    private void expandFields(Object object) {
        for (Class<?> type = object.getClass();
                type != null && type.getName().startsWith("dev.quoll.") && !type.isEnum();
                type = type.getSuperclass()) {
            Stream.of(type.getDeclaredFields()).forEach(field -> expand(object, field));
        }
    }

    private void expand(Object object, Field field) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            return;
        }
        try {
            field.setAccessible(true);
            add(field.get(object));
        } catch (InaccessibleObjectException | IllegalAccessException _) {
            // of another module, which tests its own secrecy
        }
    }
}
