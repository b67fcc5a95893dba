package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.e2e.token.OutsideProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A certificate authority and its certificate for {@code localhost}, made for one test, in a directory of their own. */
final class ReceiverCertificates {
    private final Path directory;

    ReceiverCertificates(Path directory) throws IOException, InterruptedException {
        OutsideProgram.require("openssl", "version");
        this.directory = Files.createDirectories(directory);
        Files.writeString(directory.resolve("openssl.cnf"), "[req]\ndistinguished_name = name\n[name]\n");
        certificate("ca", "-addext", "basicConstraints=critical,CA:TRUE");
        certificate(
                "localhost",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-addext",
                "basicConstraints=critical,CA:FALSE");
    }

    private void certificate(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-config", "openssl.cnf"));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"));
        command.addAll(List.of("-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".pem"));
        command.addAll(List.of(more));
        OutsideProgram.run(directory, command, "", Map.of());
    }

    Path authority() {
        return directory.resolve("ca.pem");
    }

    Path certificate() {
        return directory.resolve("localhost.pem");
    }

    Path key() {
        return directory.resolve("localhost.key");
    }

    /** The authority's certificate in PEM. */
    String authorityPem() throws IOException {
        return Files.readString(authority());
    }
}
