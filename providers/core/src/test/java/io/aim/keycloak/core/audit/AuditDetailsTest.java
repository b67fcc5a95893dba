package io.aim.keycloak.core.audit;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class AuditDetailsTest {

    private final AuditDetails details = new AuditDetails();

    @Test
    void textsAreKeptByName() {
        details.put("status", "suspended");
        details.put("reason", "leaked key");

        assertThat(details.toMap()).containsExactly(entry("reason", "leaked key"), entry("status", "suspended"));
    }

    @Test
    void theLastTextOfANameCounts() {
        details.put("status", "verified");
        details.put("status", "suspended");

        assertThat(details.toMap()).containsExactly(entry("status", "suspended"));
    }

    @Test
    void nothingIsNoDetail() {
        details.put("status", null);
        details.put("reason", "");
        details.put("", "text");

        assertThat(details.toMap()).isEmpty();
    }

    @Test
    void secretsAreRedactedByTheirName() {
        for (String name : new String[] {
            "password",
            "new_password",
            "passwordHash",
            "PASSWORD",
            "passwd",
            "client_secret",
            "clientSecret",
            "token_secret",
            "credentials",
            "access_token",
            "accessToken",
            "ACCESS_TOKEN",
            "id_token",
            "refresh_token",
            "authorization",
            "Authorization",
            "Proxy-Authorization",
            "private_key",
            "privateKey",
            "assertion",
            "client_assertion",
            "clientAssertion",
            "Set-Cookie",
            "api_key",
            "apiKey",
            "apikey",
            "X-API-Key",
            "token_value",
            "tokens"
        }) {
            assertThat(only(name)).describedAs(name).isEqualTo("[redacted]");
        }
    }

    @Test
    void whatOnlyNamesASecretIsKept() {
        for (String name : new String[] {
            "client_assertion_id",
            "client_assertion_type",
            "token_id",
            "token_type",
            "tokenId",
            "TokenID",
            "tokenType",
            "clientAssertionId",
            "api_key_id",
            "apiKeyId",
            "api_key_name",
            "scope",
            "client_id",
            "key_thumbprint",
            "public_key"
        }) {
            assertThat(only(name)).describedAs(name).isEqualTo("hunter2");
        }
    }

    @Test
    void aSecretIsOneHoweverLongItsName() {
        AuditDetails odd = new AuditDetails();
        odd.put("x".repeat(AuditText.CODE) + ".password", "hunter2");

        assertThat(odd.toMap().values()).containsExactly("[redacted]");
    }

    private static String only(String name) {
        AuditDetails one = new AuditDetails();
        one.put(name, "hunter2");
        return one.toMap().get(name);
    }

    @Test
    void thirtyTwoFit() {
        fill(32);

        assertThat(details.toMap()).hasSize(32).doesNotContainKey("truncated");
    }

    @Test
    void thatThereWereMoreIsSaid() {
        fill(33);

        assertThat(details.toMap())
                .hasSize(33)
                .containsEntry("truncated", "true")
                .containsKey("name-31")
                .doesNotContainKey("name-32");
        fill(1000);
        assertThat(details.toMap()).hasSize(33);
    }

    @Test
    void aFullSetStillTakesANewTextOfAKnownName() {
        fill(32);
        details.put("name-7", "changed");

        assertThat(details.toMap()).hasSize(32).containsEntry("name-7", "changed");
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            details.put("name-" + i, "text " + i);
        }
    }

    @Test
    void aMegabyteIsCut() {
        details.put("n".repeat(1 << 20), "v".repeat(1 << 20));

        assertThat(details.toMap()).containsExactly(entry("n".repeat(63) + "…", "v".repeat(1023) + "…"));
    }

    @Test
    void whatIsHandedOutStaysAsItWas() {
        details.put("status", "verified");
        SortedMap<String, String> earlier = details.toMap();
        details.put("status", "suspended");

        assertThat(earlier).containsExactly(entry("status", "verified"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> earlier.put("a", "b"));
    }
}
