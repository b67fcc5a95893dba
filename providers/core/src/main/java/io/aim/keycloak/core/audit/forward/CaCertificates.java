package io.aim.keycloak.core.audit.forward;

import io.aim.keycloak.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates of authorities, in PEM: who is trusted to vouch for a receiver. */
public final class CaCertificates {

    /** Longest text, in characters. */
    public static final int MAX = 32 * 1024;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]+)-----");
    private static final String KIND = "CERTIFICATE";

    private final List<X509Certificate> certificates;

    private CaCertificates(List<X509Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads one or more certificates. What stands around the blocks is left out.
     *
     * @throws InvalidInputException if there is no certificate, or something else than certificates; the message repeats
     *     nothing of the text
     */
    public static CaCertificates parse(String field, String pem) {
        if (pem.length() > MAX) {
            throw new InvalidInputException(field, "too_long", field + " may have at most " + MAX + " characters");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            if (!KIND.equals(blocks.group(1)) || !KIND.equals(blocks.group(3))) {
                throw refusal(field);
            }
            certificates.add(certificate(field, blocks.group()));
        }
        if (certificates.isEmpty()) {
            throw refusal(field);
        }
        return new CaCertificates(certificates);
    }

    private static X509Certificate certificate(String field, String block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException | ClassCastException e) {
            throw refusal(field);
        }
    }

    private static InvalidInputException refusal(String field) {
        return new InvalidInputException(
                field, "invalid_certificate", field + " must be X.509 certificates in PEM, and nothing else in PEM");
    }

    /** How many. */
    public int count() {
        return certificates.size();
    }

    /** Trusts these and nobody else. */
    public KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        return store;
    }

    /** The certificates in PEM. */
    public String toPem() {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (X509Certificate certificate : certificates) {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(encoder.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read cannot be written", e);
            }
        }
        return pem.toString();
    }
}
