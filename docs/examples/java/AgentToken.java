import com.google.crypto.tink.subtle.Ed25519Sign;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An access token for an agent with the Nimbus OAuth SDK (com.nimbusds:oauth2-oidc-sdk, com.google.crypto.tink:tink).
 *
 * <p>Environment: ISSUER (the realm's issuer), AGENT (the agent's name), PRIVATE_KEY (file with its private key, PEM).
 */
public class AgentToken {
    static final Issuer ISSUER = new Issuer(System.getenv("ISSUER"));
    static final ClientID AGENT = new ClientID(System.getenv("AGENT"));
    static final Path PRIVATE_KEY = Path.of(System.getenv("PRIVATE_KEY"));

    /** The SDK's own class for private_key_jwt takes RSA and EC keys only; the request is the same. */
    static final class Ed25519PrivateKeyJwt extends JWTAuthentication {
        Ed25519PrivateKeyJwt(SignedJWT assertion) {
            super(ClientAuthenticationMethod.PRIVATE_KEY_JWT, assertion);
        }
    }

    /** The key pair of a PEM file, which holds the private key only: the public one is computed from it. */
    static OctetKeyPair readKey(Path file) throws Exception {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        PKCS8EncodedKeySpec pkcs8 = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        EdECPrivateKey key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(pkcs8);
        byte[] seed = key.getBytes().orElseThrow();
        byte[] point = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed).getPublicKey();
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .d(Base64URL.encode(seed))
                .keyIDFromThumbprint()
                .build();
    }

    static TokenResponse requestToken(OctetKeyPair key) throws Exception {
        OIDCProviderMetadata realm = OIDCProviderMetadata.resolve(ISSUER);
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.getKeyID()).build(),
                new JWTAuthenticationClaimsSet(AGENT, new Audience(ISSUER)).toJWTClaimsSet());
        assertion.sign(new Ed25519Signer(key));
        return TokenResponse.parse(new TokenRequest.Builder(
                        realm.getTokenEndpointURI(), new Ed25519PrivateKeyJwt(assertion), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send());
    }

    public static void main(String[] args) throws Exception {
        TokenResponse response = requestToken(readKey(PRIVATE_KEY));
        if (!response.indicatesSuccess()) {
            System.err.println(response.toErrorResponse().getErrorObject().getDescription());
            System.exit(1);
        }
        System.out.println(response.toSuccessResponse().toJSONObject());
    }
}
