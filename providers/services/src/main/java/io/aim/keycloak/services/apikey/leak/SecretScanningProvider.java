package io.aim.keycloak.services.apikey.leak;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;
import org.keycloak.provider.Provider;

/** Who may report leaked keys. */
public interface SecretScanningProvider extends Provider {

    /** Whether the operator switched reports on. */
    boolean isEnabled();

    /**
     * The public key that a scanner signs its reports with. It may have to be fetched: no transaction may be open.
     *
     * @throws IOException if it cannot be fetched now
     */
    Optional<PublicKey> publicKey(String identifier) throws IOException;
}
