package io.aim.keycloak.core.audit.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority made for one test, in a directory of its own. */
final class TestAuthority {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final String openssl = OutsideProgram.require("openssl");
    private final Path directory;

    TestAuthority(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        Files.writeString(directory.resolve("openssl.cnf"), "[req]\ndistinguished_name = name\n[name]\n");
        certificate("ca", List.of("-addext", "basicConstraints=critical,CA:TRUE"));
    }

    /** Makes {@code name.pem} and {@code name.key}, a certificate for that DNS name. */
    void issue(String name) throws IOException, InterruptedException {
        certificate(
                name,
                List.of(
                        "-CA",
                        "ca.pem",
                        "-CAkey",
                        "ca.key",
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-addext",
                        "basicConstraints=critical,CA:FALSE"));
    }

    private void certificate(String name, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                openssl,
                "req",
                "-x509",
                "-config",
                "openssl.cnf",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem"));
        command.addAll(more);
        OutsideProgram.run(directory, command);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Trusts this authority only. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        return context(null);
    }

    /** The same, and shows the certificate that was issued for a name. */
    SSLContext trustAs(String name) throws IOException, GeneralSecurityException, InterruptedException {
        OutsideProgram.run(
                directory,
                List.of(
                        openssl,
                        "pkcs12",
                        "-export",
                        "-in",
                        name + ".pem",
                        "-inkey",
                        name + ".key",
                        "-out",
                        name + ".p12",
                        "-passout",
                        "pass:" + new String(PASSWORD)));
        KeyStore keys = KeyStore.getInstance(file(name + ".p12").toFile(), PASSWORD);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return context(managers.getKeyManagers());
    }

    private SSLContext context(KeyManager[] keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream certificate = Files.newInputStream(file("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
