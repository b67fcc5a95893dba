package io.aim.keycloak.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.aim.keycloak.cli.client.Json;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;

/**
 * Verifies access tokens as a resource server would, with a library that is neither Keycloak's nor ours.
 *
 * @param issuer the expected issuer
 * @param jwksUrl where the realm's keys are
 */
public record JwtVerifier(String issuer, String jwksUrl) {

    /** The claims of a token with a good signature, the right issuer and a lifetime that has not ended. */
    public JsonNode verify(String token) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "iat", "jti")));
        try {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256),
                    JWKSourceBuilder.create(URI.create(jwksUrl).toURL())
                            .retrying(false)
                            .build()));
            return Json.parse(processor.process(token, null).toString());
        } catch (MalformedURLException | ParseException | BadJOSEException | JOSEException e) {
            throw new IllegalStateException("token is not valid: " + e.getMessage(), e);
        }
    }
}
