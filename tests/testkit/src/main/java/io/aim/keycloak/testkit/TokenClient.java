package io.aim.keycloak.testkit;

import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a token endpoint.
 *
 * @param endpoint its address
 */
public record TokenClient(String endpoint) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** A token by client assertion, as agents get theirs. */
    public Reply clientCredentials(String clientAssertion) {
        return post(form(clientAssertion));
    }

    /** As above, with extra or replaced form fields. */
    public Reply clientCredentials(String clientAssertion, Map<String, String> fields) {
        Map<String, String> all = form(clientAssertion);
        all.putAll(fields);
        return post(all);
    }

    /** Any form. */
    public Reply post(Map<String, String> fields) {
        return post(fields, Map.of());
    }

    /** Any form with extra headers. */
    public Reply post(Map<String, String> fields, Map<String, String> headers) {
        return JsonHttp.form(endpoint, fields, headers);
    }

    private static Map<String, String> form(String clientAssertion) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", clientAssertion);
        return form;
    }
}
