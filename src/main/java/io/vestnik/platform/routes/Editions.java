package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the most of what was saved that can run: a file is taken as a whole, or its last good version goes on. */
final class Editions {

    private final Rehearsal rehearsal;

    Editions(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Files by name, and why the others are refused. */
    static final class Edition {

        private final Map<String, RouteFile> inForce;
        private final Map<String, RouteFile> files = new LinkedHashMap<>();
        private final Map<String, List<Fault>> refused = new TreeMap<>();

        Edition(Map<String, RouteFile> inForce, Collection<RouteFile> saved) {
            this.inForce = inForce;
            saved.forEach(file -> files.put(file.name(), file));
        }

        Map<String, RouteFile> files() {
            return files;
        }

        Map<String, List<Fault>> refused() {
            return refused;
        }

        /** Names of the files that are new, other than before, or gone. */
        Set<String> changed() {
            Set<String> names = new TreeSet<>(files.keySet());
            names.addAll(inForce.keySet());
            names.removeIf(name -> files.containsKey(name) && files.get(name).sameAs(inForce.get(name)));
            return names;
        }

        /** Goes back to what was before in the files at fault; answers what is held against which. */
        List<Fault> refuse(List<Fault> faults) {
            Set<String> changed = changed();
            Map<String, List<Fault>> own = faults.stream()
                    .filter(fault -> changed.contains(fault.file()))
                    .collect(Collectors.groupingBy(Fault::file, TreeMap::new, Collectors.toList()));
            if (own.isEmpty()) {
                own = blameOthers(changed, faults.get(0));
            }
            own.forEach((name, reasons) -> {
                refused.put(name, reasons);
                files.remove(name);
                if (inForce.containsKey(name)) {
                    files.put(name, inForce.get(name));
                }
            });
            return own.values().stream().flatMap(List::stream).toList();
        }

        /** A file that did not change can't go with what did: with those that are gone, or else with the new ones. */
        private Map<String, List<Fault>> blameOthers(Set<String> changed, Fault fault) {
            Set<String> gone = new TreeSet<>(changed);
            gone.removeAll(files.keySet());
            Map<String, List<Fault>> blamed = new TreeMap<>();
            for (String name : gone.isEmpty() ? changed : gone) {
                String what = gone.isEmpty() ? "does not go with " : "can't be taken away, for ";
                blamed.put(name, List.of(new Fault(name, 0, what + fault)));
            }
            return blamed;
        }

        /** What did not change first: of two with the same route id the other one is at fault. */
        List<RouteFile> inOrder() {
            Set<String> changed = changed();
            List<RouteFile> ordered = new ArrayList<>(files.values());
            ordered.sort(Comparator.comparing(file -> changed.contains(file.name())));
            return ordered;
        }
    }

    /** @param known faults of files that are refused before any rehearsal */
    Edition of(Map<String, RouteFile> inForce, Collection<RouteFile> saved, List<Fault> known) {
        Edition edition = new Edition(inForce, saved);
        if (!known.isEmpty()) {
            edition.refuse(known);
        }
        while (!edition.changed().isEmpty()) {
            List<Fault> faults = rehearsal.faults(edition.inOrder());
            if (faults.isEmpty()) {
                break;
            }
            edition.refuse(faults);
        }
        return edition;
    }
}
