package io.aim.keycloak.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionArchiveTest {
    @TempDir
    Path directory;

    private Path zip(String... names) throws IOException {
        Path zip = directory.resolve("dist.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    @Test
    void unpacksWithoutTheTopDirectory() throws Exception {
        Path home = directory.resolve("home");
        DistributionArchive.unpack(zip("keycloak-1/bin/kc.sh", "keycloak-1/lib/lib/main/a.jar"), home);

        assertThat(home.resolve("bin").resolve("kc.sh")).isExecutable();
        assertThat(home.resolve("lib/lib/main/a.jar")).hasContent("keycloak-1/lib/lib/main/a.jar");
    }

    @Test
    void refusesEntriesThatClimbOut() {
        Path home = directory.resolve("home");

        assertThatThrownBy(() -> DistributionArchive.unpack(zip("keycloak-1/../../evil"), home))
                .hasMessageContaining("outside");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void sharesLibrariesAndCopiesTheRest() throws Exception {
        Path home = directory.resolve("home");
        Path copy = directory.resolve("copy");
        DistributionArchive.unpack(zip("k/lib/quarkus/app.jar", "k/lib/lib/main/a.jar"), home);
        DistributionArchive.copy(home, copy);
        Files.writeString(copy.resolve("lib/quarkus/app.jar"), "rewritten by a build");

        assertThat(home.resolve("lib/quarkus/app.jar")).hasContent("k/lib/quarkus/app.jar");
        assertThat(copy.resolve("lib/lib/main/a.jar")).hasContent("k/lib/lib/main/a.jar");
    }

    @Test
    void deletesLinksAndNotWhatTheyPointTo() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("precious"), "x");
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.createSymbolicLink(home.resolve("data"), data);

        DistributionArchive.delete(home);

        assertThat(home).doesNotExist();
        assertThat(data.resolve("precious")).exists();
    }
}
