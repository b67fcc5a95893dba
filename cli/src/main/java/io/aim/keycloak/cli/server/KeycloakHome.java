package io.aim.keycloak.cli.server;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An unpacked and built Keycloak with our jars in its providers directory, ready for {@code start --optimized}.
 *
 * @param directory the home directory
 */
public record KeycloakHome(Path directory) {
    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(10);
    private static final int ZIP_END = 1 << 20;
    private static final String UNPACKED = ".unpacked";
    private static final String BUILT = ".built";

    /**
     * What a home is made of. Equal recipes give one shared home.
     *
     * @param distribution the zip of the release
     * @param providers the directory that holds the provider jars
     * @param buildOptions options of {@code kc.sh build}
     * @param javaHome the Java that builds and runs it
     */
    public record Recipe(Path distribution, Path providers, List<String> buildOptions, Path javaHome) {}

    /** Returns the home from the cache, or makes it; processes that want the same home at once make it once. */
    public static KeycloakHome prepare(Recipe recipe, Path cache, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Path> jars = jars(recipe.providers());
        Path home = cache.resolve("kc-" + key(recipe, jars)).toAbsolutePath();
        Files.createDirectories(cache);
        try (FileChannel channel = lockFile(home);
                FileLock held = channel.lock()) {
            if (!Files.exists(home.resolve(BUILT))) {
                DistributionArchive.delete(home);
                DistributionArchive.copy(unpacked(recipe.distribution(), cache, progress), home);
                for (Path jar : jars) {
                    Files.copy(jar, home.resolve("providers").resolve(jar.getFileName()));
                }
                progress.accept("building Keycloak with " + jars.size() + " provider jars");
                build(home, recipe);
                Files.createFile(home.resolve(BUILT));
            }
            Files.setLastModifiedTime(home.resolve(BUILT), FileTime.from(Instant.now()));
        }
        return new KeycloakHome(home);
    }

    /** Deletes the homes that were not asked for in the latest few times; none of them may be running. */
    public static void prune(Path cache, int keep) throws IOException {
        try (Stream<Path> homes = Files.list(cache)) {
            List<Path> oldest = homes.filter(home -> Files.exists(home.resolve(BUILT)))
                    .sorted(Comparator.comparing(
                            home -> home.resolve(BUILT).toFile().lastModified()))
                    .toList();
            for (Path home : oldest.subList(0, Math.max(0, oldest.size() - keep))) {
                DistributionArchive.delete(home);
                Files.deleteIfExists(lock(home));
            }
        }
    }

    /** Puts the server's data directory (embedded database, temporary files) elsewhere, so that it outlives the home. */
    public void keepDataIn(Path data) throws IOException {
        Files.createDirectories(data);
        Path link = directory.resolve("data");
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        DistributionArchive.delete(link);
        Files.createSymbolicLink(link, data.toAbsolutePath());
    }

    private static Path unpacked(Path zip, Path cache, Consumer<String> progress) throws IOException {
        Path base = cache.resolve("dist-" + hash(identity(zip))).toAbsolutePath();
        try (FileChannel channel = lockFile(base);
                FileLock held = channel.lock()) {
            if (!Files.exists(base.resolve(UNPACKED))) {
                progress.accept("unpacking the Keycloak distribution");
                DistributionArchive.delete(base);
                DistributionArchive.unpack(zip, base);
                Files.createFile(base.resolve(UNPACKED));
            }
        }
        return base;
    }

    private static void build(Path home, Recipe recipe) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("kc.sh").toString());
        command.add("build");
        command.addAll(recipe.buildOptions());
        Path log = home.resolve("build.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        ServerEnvironment.prepare(builder.environment(), recipe.javaHome(), "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        Thread stopper = new Thread(() -> ProcessTree.stop(process.toHandle(), Duration.ofSeconds(5)));
        Runtime.getRuntime().addShutdownHook(stopper);
        boolean ended = process.waitFor(BUILD_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            ProcessTree.stop(process.toHandle(), Duration.ofSeconds(5));
        }
        ServerEnvironment.forget(stopper);
        if (!ended || process.exitValue() != 0) {
            throw new ServerFailedException("kc.sh build failed", log);
        }
    }

    private static FileChannel lockFile(Path target) throws IOException {
        return FileChannel.open(lock(target), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static Path lock(Path target) {
        return target.resolveSibling(target.getFileName() + ".lock");
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static String key(Recipe recipe, List<Path> jars) throws IOException {
        Path release = recipe.javaHome().resolve("release");
        StringBuilder text = new StringBuilder(identity(recipe.distribution()))
                .append(recipe.buildOptions())
                .append(recipe.javaHome())
                .append(Files.exists(release) ? Files.readString(release) : "");
        for (Path jar : jars) {
            text.append(jar.getFileName()).append(sha256(Files.readAllBytes(jar)));
        }
        return hash(text.toString());
    }

    /** A zip ends with the checksums of all its entries, so its end stands for the whole. */
    private static String identity(Path zip) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(zip)) {
            long size = channel.size();
            channel.position(Math.max(0, size - ZIP_END));
            return size + sha256(Channels.newInputStream(channel).readAllBytes());
        }
    }

    private static String hash(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
