package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.apikey.PlainApiKey;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * The API key that a request carries: in one header, once. A request with two credentials is refused, whatever they are:
 * who stands in between may have looked at the other one.
 */
final class ApiKeyCredential {

    private static final String HEADER = "X-API-Key";
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(aim_.*)");

    private ApiKeyCredential() {}

    /**
     * What was sent as a key, well-formed or not; empty if the request carries none.
     *
     * @throws InvalidInputException if a key stands in the address, or a key is not the only credential
     */
    static Optional<String> of(KeycloakSession session) {
        String query = session.getContext().getUri().getRequestUri().getRawQuery();
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        return of(
                headers.getRequestHeader(HttpHeaders.AUTHORIZATION),
                headers.getRequestHeader(HEADER),
                query == null ? "" : query);
    }

    static Optional<String> of(List<String> authorization, List<String> apiKey, String query) {
        if (query.contains(PlainApiKey.PREFIX)) {
            throw new InvalidInputException(
                    "",
                    "credential_in_query",
                    "An API key in an address ends in logs: send it as a header, and rotate it");
        }
        List<String> bearers = authorization.stream()
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        if (apiKey.isEmpty() && bearers.isEmpty()) {
            return Optional.empty();
        }
        if (apiKey.size() + authorization.size() > 1) {
            throw new InvalidInputException(
                    "", "ambiguous_credentials", "Send one credential: Authorization or X-API-Key, once");
        }
        return Optional.of(apiKey.isEmpty() ? bearers.get(0) : apiKey.get(0));
    }
}
