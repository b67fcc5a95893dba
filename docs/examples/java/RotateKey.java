import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * The life of an agent's key: get a token with it, ask who the token speaks for, put a new key in its place.
 *
 * <p>Environment as for {@link AgentToken}. The new key takes the place of PRIVATE_KEY when the server has accepted it;
 * until then it is in PRIVATE_KEY.new, so that a run that was cut short can be repeated.
 */
public class RotateKey {
    private static final Path NEW_KEY = Path.of(AgentToken.PRIVATE_KEY + ".new");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        OctetKeyPair current = AgentToken.readKey(AgentToken.PRIVATE_KEY);
        String token = accessToken(current);
        System.out.println(send(request("/me", token).GET()).body());

        OctetKeyPair next = readOrMakeKey(NEW_KEY);
        HttpResponse<String> answer = send(request("/agents/me/keys", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSONObjectUtils.toJSONString(Map.of(
                        "publicKey", next.toPublicJWK().toJSONObject(),
                        "currentKeyProof", statement(current, next),
                        "newKeyProof", statement(next, next))))));
        // key_in_use: an earlier run was cut short after the server had accepted this key
        if (answer.statusCode() != 201 && !answer.body().contains("\"key_in_use\"")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }

        accessToken(next);
        Files.move(NEW_KEY, AgentToken.PRIVATE_KEY, StandardCopyOption.ATOMIC_MOVE);
        System.out.println("key " + next.getKeyID());
    }

    private static String accessToken(OctetKeyPair key) throws Exception {
        TokenResponse response = AgentToken.requestToken(key);
        if (!response.indicatesSuccess()) {
            throw new IllegalStateException(
                    response.toErrorResponse().getErrorObject().getDescription());
        }
        return response.toSuccessResponse().getTokens().getAccessToken().getValue();
    }

    private static OctetKeyPair readOrMakeKey(Path file) throws Exception {
        if (!Files.exists(file)) {
            PrivateKey key =
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        }
        return AgentToken.readKey(file);
    }

    private static String statement(OctetKeyPair signer, OctetKeyPair successor) throws Exception {
        SignedJWT statement = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .type(new JOSEObjectType("aim-key-rotation+jwt"))
                        .keyID(signer.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(AgentToken.AGENT.getValue())
                        .subject(successor.getKeyID())
                        .audience(AgentToken.ISSUER.getValue())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        statement.sign(new Ed25519Signer(signer));
        return statement.serialize();
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(AgentToken.ISSUER + "/aim/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
