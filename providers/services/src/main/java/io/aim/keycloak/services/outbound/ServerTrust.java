package io.aim.keycloak.services.outbound;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.keycloak.truststore.TruststoreProvider;

/** TLS that trusts whom the server trusts. */
public final class ServerTrust {

    private ServerTrust() {}

    /**
     * A context for clients.
     *
     * @param server null to trust whom Java trusts
     */
    public static SSLContext context(@Nullable TruststoreProvider server) {
        try {
            KeyStore trusted = server == null ? null : server.getTruststore();
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The server's truststore cannot be used", e);
        }
    }
}
