package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An agent written in Java gets its token with the Nimbus OAuth SDK. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NimbusClientIT {
    private final TokenRealm realm;
    private final PrivateKeyAgent agent;

    NimbusClientIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = PrivateKeyAgent.register(realm, "nimbus-agent");
    }

    /** The SDK's own class for this method admits RSA and EC signatures only; what it sends is the same. */
    private static final class Ed25519PrivateKeyJwt extends JWTAuthentication {
        Ed25519PrivateKeyJwt(SignedJWT assertion) {
            super(ClientAuthenticationMethod.PRIVATE_KEY_JWT, assertion);
        }
    }

    private AuthorizationServerMetadata discover() throws GeneralException, IOException {
        return OIDCProviderMetadata.resolve(new Issuer(realm.realm().issuer()));
    }

    private TokenResponse requestToken(AuthorizationServerMetadata server)
            throws JOSEException, ParseException, IOException, java.text.ParseException {
        OctetKeyPair key = OctetKeyPair.parse(agent.privateJwk().toString());
        ClientID client = new ClientID(agent.agent().name());
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.getKeyID()).build(),
                new JWTAuthenticationClaimsSet(client, new Audience(server.getIssuer())).toJWTClaimsSet());
        assertion.sign(new Ed25519Signer(key));
        return TokenResponse.parse(new TokenRequest.Builder(
                        server.getTokenEndpointURI(), new Ed25519PrivateKeyJwt(assertion), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send());
    }

    @Test
    void getsATokenThatNamesTheAgent() throws Exception {
        TokenResponse response = requestToken(discover());
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        JsonNode claims = realm.realm()
                .verifier()
                .verify(response.toSuccessResponse()
                        .getTokens()
                        .getAccessToken()
                        .getValue());
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.agent().id());
    }

    @Test
    void isToldWhyItIsRefused() throws Exception {
        realm.act(agent.agent(), "suspend");
        try {
            TokenResponse response = requestToken(discover());
            assertThat(response.indicatesSuccess()).isFalse();
            assertThat(response.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_client");
            assertThat(response.toErrorResponse().getErrorObject().getDescription())
                    .startsWith("agent_suspended: ");
        } finally {
            realm.act(agent.agent(), "reactivate");
        }
    }

    @Test
    void readsInTheMetadataThatItsKindOfKeyIsWelcome() throws Exception {
        assertThat(discover().getTokenEndpointJWSAlgs()).contains(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    }
}
