package io.aim.keycloak.services.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyCredentialTest {

    private static final List<String> NONE = List.of();

    @Test
    void standsInOneOfTwoHeaders() {
        assertThat(ApiKeyCredential.of(List.of("Bearer aim_live_x"), NONE, "")).contains("aim_live_x");
        assertThat(ApiKeyCredential.of(List.of("bEaReR  aim_live_x"), NONE, "")).contains("aim_live_x");
        assertThat(ApiKeyCredential.of(NONE, List.of("aim_live_x"), "")).contains("aim_live_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer eyJhbGciOi", "Basic YWltX2xpdmVfeA==", "DPoP eyJhbGciOi", "aim_live_x"})
    void otherCredentialsAreNotOurs(String authorization) {
        assertThat(ApiKeyCredential.of(List.of(authorization), NONE, "search=a"))
                .isEmpty();
        assertThat(ApiKeyCredential.of(List.of(authorization, authorization), NONE, ""))
                .isEmpty();
    }

    @Test
    void whatIsSentAsAKeyIsLookedAtAsOne() {
        assertThat(ApiKeyCredential.of(NONE, List.of(""), "")).contains("");
        assertThat(ApiKeyCredential.of(NONE, List.of("aim_live_x, aim_live_y"), ""))
                .contains("aim_live_x, aim_live_y");
        assertThat(ApiKeyCredential.of(List.of("Bearer aim_live_x, Bearer y"), NONE, ""))
                .contains("aim_live_x, Bearer y");
    }

    @Test
    void aSecondCredentialIsRefused() {
        ambiguous(List.of("Bearer eyJhbGciOi"), List.of("aim_live_x"));
        ambiguous(List.of("Bearer aim_live_x"), List.of("aim_live_x"));
        ambiguous(NONE, List.of("aim_live_x", "aim_live_x"));
        ambiguous(List.of("Bearer aim_live_x", "Bearer eyJhbGciOi"), NONE);
        ambiguous(List.of("Bearer eyJhbGciOi", "Bearer aim_live_x"), NONE);
    }

    private static void ambiguous(List<String> authorization, List<String> apiKey) {
        refused(authorization, apiKey, "", "ambiguous_credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key=aim_live_x", "a=b&aim_live_x", "access_token=aim_live_x"})
    void aKeyInTheAddressIsRefused(String query) {
        refused(NONE, NONE, query, "credential_in_query");
        refused(NONE, List.of("aim_live_x"), query, "credential_in_query");
    }

    private static void refused(List<String> authorization, List<String> apiKey, String query, String code) {
        assertThatThrownBy(() -> ApiKeyCredential.of(authorization, apiKey, query))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
