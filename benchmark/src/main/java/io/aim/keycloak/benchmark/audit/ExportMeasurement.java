package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** Time and memory of exports, and the time of their verification. */
final class ExportMeasurement {
    private static final long BETWEEN_COLLECTIONS = 1000;
    private static final double MEGA = 1e6;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final BenchmarkServer server;
    private final ServerGauge gauge;
    private final Path work;
    private final Report report;

    ExportMeasurement(BenchmarkServer server, Path work, Report report) {
        this.server = server;
        this.gauge = new ServerGauge(server);
        this.work = work;
        this.report = report;
    }

    /** Says what the columns are. */
    void head() {
        report.title("Exports; heap is what a full collection leaves, looked at in a second, slower export");
        report.line(
                "%-30s %9s %8s %9s %8s %10s %10s %9s %9s",
                "", "events", "s", "events/s", "zip MB", "heap MiB", "peak heap", "RSS MiB", "peak RSS");
    }

    /** Exports a trail; verifies what can be verified. */
    void run(LargeTrail trail, String query, String name) throws IOException, InterruptedException {
        Path file = work.resolve("export.zip");
        double heapBefore = gauge.liveHeap();
        long start = System.nanoTime();
        download(trail, query, file);
        double seconds = seconds(start);
        long count = count(file);
        double resident = gauge.resident(false);
        CompletableFuture<Void> again = CompletableFuture.runAsync(() -> {
            try {
                download(trail, query, work.resolve("export-again.zip"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        double peak = 0;
        while (!again.isDone()) {
            peak = Math.max(peak, gauge.liveHeap());
            TimeUnit.MILLISECONDS.sleep(BETWEEN_COLLECTIONS);
        }
        again.join();
        report.line(
                "%-30s %9d %8.2f %9.0f %8.1f %10.0f %10.0f %9.0f %9.0f",
                name,
                count,
                seconds,
                count / seconds,
                Files.size(file) / MEGA,
                heapBefore,
                peak,
                resident,
                gauge.resident(true));
    }

    /** The offline verification of the latest export, by the class behind {@code ./aim verify-audit}, in a JVM of its own. */
    void verify(String name) throws IOException, InterruptedException {
        Path file = work.resolve("export.zip");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.aim.keycloak.cli.Main",
                        "verify-audit",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("verify.log").toFile())
                .start();
        int exit = process.waitFor();
        double seconds = seconds(start);
        if (exit != 0) {
            throw new IllegalStateException(
                    "verify-audit: " + exit + "\n" + Files.readString(work.resolve("verify.log")));
        }
        report.line(
                "%-30s %9d %8.2f %9.0f", "./aim verify-audit, " + name, count(file), seconds, count(file) / seconds);
    }

    private void download(LargeTrail trail, String query, Path file) throws IOException, InterruptedException {
        URI uri = URI.create(server.baseUrl() + "/admin/realms/" + trail.realm() + "/aim/audit-logs/export?" + query);
        HttpResponse<Path> answer = CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + server.admin().token())
                        .build(),
                HttpResponse.BodyHandlers.ofFile(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("export: " + answer.statusCode());
        }
    }

    private static long count(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] manifest = zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes();
            return Json.parse(new String(manifest, StandardCharsets.UTF_8))
                    .path("count")
                    .asLong();
        }
    }

    private static double seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    }
}
