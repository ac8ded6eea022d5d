package io.vestnik.platform.routes;

import io.vestnik.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The route files in force: those of the folder when it exists, else those in the jar. Camel's own classpath patterns break in a
 * packaged jar, or find nothing and say nothing.
 */
final class RouteFiles {

    /** What other files refer to comes first. */
    private static final Comparator<RouteFile> ORDER = Comparator.<RouteFile>comparingInt(
                    file -> file.name().startsWith("config/") ? 0 : file.name().startsWith("templates/") ? 1 : 2)
            .thenComparing(RouteFile::name);

    private RouteFiles() {}

    /** In the order of loading; throws {@link StartRefused} when there is none: a hub without routes only looks alive. */
    static List<RouteFile> in(Path folder) throws IOException {
        boolean onDisk = Files.isDirectory(folder);
        List<RouteFile> files = onDisk ? onDisk(folder) : packed();
        if (files.isEmpty()) {
            throw new StartRefused(onDisk
                    ? "vestnik.routes-dir: no *" + RouteFile.SUFFIX + " in " + folder.toAbsolutePath().normalize()
                    : "vestnik.routes-dir: " + folder + " does not exist, and no routes are packed into the jar");
        }
        return files;
    }

    /** In the order of loading; empty: none, or no such folder. Fails when a file goes while it is read. */
    static List<RouteFile> onDisk(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(p -> RouteFile.isNamed(p.toString()) && Files.isRegularFile(p)).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                files.add(new RouteFile(name, path.toAbsolutePath().normalize().toUri().toString(), Files.readAllBytes(path)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        files.sort(ORDER);
        return files;
    }

    /** The packed files that make the hub work, and that these are without; who leaves them out may mean it. */
    static List<String> lacking(Collection<RouteFile> files) {
        try {
            Set<String> there = files.stream().map(RouteFile::name).collect(Collectors.toSet());
            return packed().stream()
                    .map(RouteFile::name)
                    .filter(name -> name.startsWith("core/") || name.startsWith("config/"))
                    .filter(name -> !there.contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RouteFile> packed() throws IOException {
        List<RouteFile> files = new ArrayList<>();
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:routes/**/*.yaml")) {
            String url = resource.getURL().toString();
            if (!RouteFile.isNamed(url)) {
                continue;
            }
            String name = url.substring(url.lastIndexOf("/routes/") + "/routes/".length());
            files.add(new RouteFile(name, "classpath:routes/" + name, resource.getContentAsByteArray()));
        }
        files.sort(ORDER);
        return files;
    }
}
