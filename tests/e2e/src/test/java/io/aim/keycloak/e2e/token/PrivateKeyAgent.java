package io.aim.keycloak.e2e.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.testkit.TestAgent;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A verified agent whose private key can be handed to a library.
 *
 * @param agent the agent
 * @param privateJwk its key pair as a JSON Web Key
 * @param privateKeyPem its private key as PKCS#8 in PEM
 */
record PrivateKeyAgent(TestAgent agent, ObjectNode privateJwk, String privateKeyPem) {
    private static final int RAW_LENGTH = 32;

    static PrivateKeyAgent register(TokenRealm realm, String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            AgentKey key = new AgentKey(pair);
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            ObjectNode jwk = key.publicJwk()
                    .put("d", Jws.encode(Arrays.copyOfRange(pkcs8, pkcs8.length - RAW_LENGTH, pkcs8.length)))
                    .put("kid", key.thumbprint());
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(pkcs8) + "\n-----END PRIVATE KEY-----\n";
            return new PrivateKeyAgent(realm.agent(name, key), jwk, pem);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
