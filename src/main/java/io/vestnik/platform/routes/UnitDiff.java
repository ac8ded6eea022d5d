package io.vestnik.platform.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be taken out and put in, and no more: units that changed, and those that need one that did.
 *
 * @param out loaded units that go
 * @param in units that come, in the order of loading
 */
record UnitDiff(List<LoadedUnit> out, List<RouteUnit> in) {

    private record Key(String file, String print) {

        static Key of(RouteUnit unit) {
            return new Key(unit.file().name(), unit.print());
        }
    }

    /** @param wanted in the order of loading */
    static UnitDiff of(List<LoadedUnit> present, List<RouteUnit> wanted) {
        Set<Key> before = new HashSet<>();
        present.forEach(loaded -> before.add(Key.of(loaded.unit())));
        Set<Key> after = new HashSet<>();
        wanted.forEach(unit -> after.add(Key.of(unit)));
        List<RouteUnit> all = new ArrayList<>(wanted);
        present.forEach(loaded -> all.add(loaded.unit()));
        Set<Key> changed = new HashSet<>();
        all.stream().map(Key::of).filter(key -> !before.contains(key) || !after.contains(key)).forEach(changed::add);
        while (spread(all, changed)) {
            // a template that uses a changed policy has changed itself
        }
        return new UnitDiff(
                present.stream().filter(loaded -> changed.contains(Key.of(loaded.unit()))).toList(),
                wanted.stream().filter(unit -> changed.contains(Key.of(unit))).toList());
    }

    private static boolean spread(List<RouteUnit> all, Set<Key> changed) {
        List<RouteUnit> causes =
                all.stream().filter(unit -> unit.isShared() && changed.contains(Key.of(unit))).toList();
        List<Key> more = all.stream()
                .filter(unit -> causes.stream().anyMatch(cause -> cause != unit && unit.needs(cause)))
                .map(Key::of)
                .toList();
        return changed.addAll(more);
    }
}
