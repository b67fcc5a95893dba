package io.aim.keycloak.services.agent.authentication;

import io.aim.keycloak.core.assertion.ClientAssertion;
import io.aim.keycloak.core.assertion.ClientAssertionParser;
import io.aim.keycloak.core.assertion.MalformedAssertionException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;

/**
 * The parameters of a client authentication by assertion (RFC 7521 §4.2).
 *
 * @param type {@code client_assertion_type}
 * @param text {@code client_assertion} as sent
 * @param assertion the parsed assertion; null if there is none or it is malformed
 * @param clientIdParameter {@code client_id}
 * @param tooLarge whether the body is over {@link #MAX_BODY}
 */
record AssertionRequest(
        @Nullable String type,
        @Nullable String text,
        @Nullable ClientAssertion assertion,
        @Nullable String clientIdParameter,
        boolean tooLarge) {

    /** Largest body of a request that carries an agent's assertion, in bytes. */
    static final int MAX_BODY = 16 * 1024;

    static AssertionRequest of(HttpRequest request) {
        MediaType mediaType = request.getHttpHeaders().getMediaType();
        if (mediaType == null || !mediaType.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            return new AssertionRequest(null, null, null, null, false);
        }
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        String text = form.getFirst(OAuth2Constants.CLIENT_ASSERTION);
        return new AssertionRequest(
                form.getFirst(OAuth2Constants.CLIENT_ASSERTION_TYPE),
                text,
                parse(text),
                form.getFirst(OAuth2Constants.CLIENT_ID),
                text != null && tooLarge(request, form));
    }

    private static @Nullable ClientAssertion parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return ClientAssertionParser.parse(text);
        } catch (MalformedAssertionException e) {
            return null;
        }
    }

    private static boolean tooLarge(HttpRequest request, MultivaluedMap<String, String> form) {
        if (request.getHttpHeaders().getLength() > MAX_BODY) {
            return true;
        }
        // a chunked body announces no length
        return form.values().stream()
                        .flatMap(Collection::stream)
                        .mapToLong(String::length)
                        .sum()
                > MAX_BODY;
    }

    /** The client that the request speaks for: {@code sub}, else the parameter. */
    @Nullable
    String clientId() {
        String subject = assertion == null ? null : assertion.claims().sub();
        return subject == null ? clientIdParameter : subject;
    }

    /** Whether an unknown {@code sub} can only be an unknown agent: no other authenticator takes such an assertion. */
    boolean selfIssued() {
        return assertion != null
                && OAuth2Constants.CLIENT_ASSERTION_TYPE_JWT.equals(type)
                && assertion.claims().sub() != null
                && assertion.claims().sub().equals(assertion.claims().iss());
    }
}
