package io.aim.keycloak.core.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalReasonTest {

    /** Clients, dashboards and alerts depend on these words: one may be added, none may be changed or taken away. */
    private static final List<String> DISCLOSED_CODES = List.of(
            "assertion_type_invalid",
            "assertion_missing",
            "assertion_malformed",
            "request_too_large",
            "client_id_mismatch",
            "alg_not_allowed",
            "typ_not_allowed",
            "crit_not_supported",
            "issuer_invalid",
            "audience_invalid",
            "exp_missing",
            "exp_too_far",
            "assertion_expired",
            "not_yet_valid",
            "issued_in_future",
            "jti_missing",
            "jti_too_long",
            "assertion_replayed",
            "agent_pending",
            "agent_suspended",
            "agent_revoked",
            "agent_expired",
            "rate_limited");

    /** What only the operator may learn: which agents and keys exist, and in what state the keys are. */
    private static final List<String> UNDISCLOSED_CODES =
            List.of("unknown_agent", "unknown_key", "key_expired", "key_not_active", "signature_invalid");

    @Test
    void theCodesAreStable() {
        assertThat(Arrays.stream(RefusalReason.values()).map(RefusalReason::code))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(DISCLOSED_CODES.stream(), UNDISCLOSED_CODES.stream())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aReasonIsDisclosedOrReadsLikeKeycloaksOwnRefusal(RefusalReason reason) {
        if (DISCLOSED_CODES.contains(reason.code())) {
            assertThat(reason.disclosed()).isTrue();
            assertThat(reason.description()).startsWith(reason.code() + ": ").doesNotContain("  ");
        } else {
            assertThat(reason.disclosed()).isFalse();
            assertThat(reason.description()).isEqualTo("Invalid client or Invalid client credentials");
        }
    }

    /** RFC 6749 §5.2: %x20-21 / %x23-5B / %x5D-7E. */
    @ParameterizedTest
    @EnumSource
    void aDescriptionHasOnlyTheCharactersOfAnErrorDescription(RefusalReason reason) {
        assertThat(reason.description()).matches("[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]+");
    }

    @Test
    void theCodesDoNotDependOnTheServersLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(RefusalReason.CLIENT_ID_MISMATCH.code()).isEqualTo("client_id_mismatch");
        } finally {
            Locale.setDefault(before);
        }
    }
}
