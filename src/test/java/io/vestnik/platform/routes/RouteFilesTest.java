package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    @TempDir
    Path folder;

    @Test
    void readsTheFolderWithWhatOthersReferToFirst() throws Exception {
        write("core/gate.camel.yaml");
        write("templates/carrier.camel.yaml");
        write("config/errors.camel.yaml");
        write("core/notes.txt");
        assertThat(RouteFiles.in(folder)).extracting(RouteFile::name)
                .containsExactly("config/errors.camel.yaml", "templates/carrier.camel.yaml", "core/gate.camel.yaml");
    }

    @Test
    void readsThePackedRoutesWhileThereIsNoFolder() throws Exception {
        assertThat(RouteFiles.in(folder.resolve("absent"))).extracting(RouteFile::name)
                .contains("egress/sms.camel.yaml")
                .first().asString().startsWith("config/");
    }

    @Test
    void refusesAFolderWithoutRoutes() {
        assertThatThrownBy(() -> RouteFiles.in(folder))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("vestnik.routes-dir: no *.camel.yaml in ");
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "- route: {}");
    }
}
