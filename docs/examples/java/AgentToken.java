import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.OctetKeyPair;
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
import java.nio.charset.StandardCharsets;

/**
 * An access token for an agent with the Nimbus OAuth SDK (com.nimbusds:oauth2-oidc-sdk, com.google.crypto.tink:tink).
 *
 * <p>Environment: ISSUER (the realm's issuer) and AGENT (the agent's name). Standard input: the private key as JWK.
 */
public class AgentToken {

    /** The SDK's own class for private_key_jwt takes RSA and EC keys only; the request is the same. */
    static final class Ed25519PrivateKeyJwt extends JWTAuthentication {
        Ed25519PrivateKeyJwt(SignedJWT assertion) {
            super(ClientAuthenticationMethod.PRIVATE_KEY_JWT, assertion);
        }
    }

    public static void main(String[] args) throws Exception {
        ClientID agent = new ClientID(System.getenv("AGENT"));
        OctetKeyPair key = OctetKeyPair.parse(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        OIDCProviderMetadata realm = OIDCProviderMetadata.resolve(new Issuer(System.getenv("ISSUER")));

        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.computeThumbprint().toString()).build(),
                new JWTAuthenticationClaimsSet(agent, new Audience(realm.getIssuer())).toJWTClaimsSet());
        assertion.sign(new Ed25519Signer(key));

        TokenResponse response = TokenResponse.parse(new TokenRequest.Builder(
                        realm.getTokenEndpointURI(), new Ed25519PrivateKeyJwt(assertion), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send());
        if (!response.indicatesSuccess()) {
            System.err.println(response.toErrorResponse().getErrorObject().getDescription());
            System.exit(1);
        }
        System.out.println(response.toSuccessResponse().getTokens().getAccessToken());
    }
}
