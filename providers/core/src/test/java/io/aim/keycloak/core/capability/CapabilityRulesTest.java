package io.aim.keycloak.core.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityRulesTest {

    private static final Instant NOW = Instant.parse("2027-02-01T12:00:00Z");

    @Test
    void theCatalogueHasTwentyTwoCoreTypes() {
        assertThat(CoreCapabilities.all()).hasSize(22).allMatch(CapabilityType::core);
        assertThat(CoreCapabilities.all())
                .extracting(CapabilityType::name)
                .doesNotHaveDuplicates()
                .allMatch(CapabilityRules::isName);
        assertThat(CoreCapabilities.find("db:admin")).hasValueSatisfying(type -> {
            assertThat(type.risk()).isEqualTo(RiskLevel.CRITICAL);
            assertThat(type.minimumTrust()).isEqualByComparingTo("0.7");
            assertThat(type.executionMode()).isEqualTo(ExecutionMode.REVIEW);
        });
    }

    @Test
    void theStricterModeWins() {
        assertThat(ExecutionMode.AUTO.strictest(ExecutionMode.REVIEW)).isEqualTo(ExecutionMode.REVIEW);
        assertThat(ExecutionMode.NOTIFY.strictest(ExecutionMode.AUTO)).isEqualTo(ExecutionMode.NOTIFY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db:", ":read", "DB:read", "db:read:all", "db:*", "1db:read", "db read"})
    void aNameIsNamespaceAndAction(String name) {
        refused("capability", "invalid_capability", () -> CapabilityRules.name("capability", name));
    }

    @Test
    void namespacesOfCoreTypesAreReserved() {
        assertThat(CapabilityRules.customName("billing:refund")).isEqualTo("billing:refund");
        refused("name", "reserved_namespace", () -> CapabilityRules.customName("db:truncate"));
    }

    @Test
    void theRiskDecidesTheTrustUnlessSaidOtherwise() {
        assertThat(CapabilityRules.minimumTrust(null, RiskLevel.HIGH)).isEqualByComparingTo("0.5");
        assertThat(CapabilityRules.minimumTrust(new BigDecimal("0.4567"), RiskLevel.HIGH))
                .isEqualByComparingTo("0.457");
        refused(
                "minimumTrust",
                "invalid_number",
                () -> CapabilityRules.minimumTrust(new BigDecimal("1.001"), RiskLevel.LOW));
    }

    @Test
    void patternsAreDistinctAndFew() {
        assertThat(CapabilityRules.resources(List.of("b", "a", "b")))
                .extracting(ResourcePattern::toString)
                .containsExactly("b", "a");
        refused("resources", "too_many", () -> CapabilityRules.resources(Collections.nCopies(21, "a")));
        refused("resources[1]", "dot_segment", () -> CapabilityRules.resources(List.of("a", "a/../*")));
    }

    @Test
    void aGrantEndsAtATimeOrAfterAWhile() {
        assertThat(CapabilityRules.expiry(null, 60L, NOW)).isEqualTo(NOW.plusSeconds(60));
        assertThat(CapabilityRules.expiry("2027-02-02T00:00:00Z", null, NOW)).isEqualTo("2027-02-02T00:00:00Z");
        assertThat(CapabilityRules.expiry(null, null, NOW)).isNull();
        refused("expiresAt", "in_the_past", () -> CapabilityRules.expiry("2027-01-01T00:00:00Z", null, NOW));
        refused("ttlSeconds", "invalid_number", () -> CapabilityRules.expiry(null, 0L, NOW));
        refused("ttlSeconds", "conflict", () -> CapabilityRules.expiry("2027-02-02T00:00:00Z", 1L, NOW));
    }

    @Test
    void aGrantCoversItsResourcesUntilItEnds() {
        GrantedCapability grant = new GrantedCapability(
                "g", "db:read", CapabilityRules.resources(List.of("orders/*")), GrantConditions.NONE, null, NOW);

        assertThat(grant.covers(new ResourceName("orders/1"))).isTrue();
        assertThat(grant.covers(new ResourceName("people/1"))).isFalse();
        assertThat(grant.covers(null)).isFalse();
        assertThat(grant.isLive(NOW.minusMillis(1))).isTrue();
        assertThat(grant.isLive(NOW)).isFalse();
    }

    private static void refused(String field, String code, Runnable rule) {
        assertThatThrownBy(rule::run).isInstanceOfSatisfying(InvalidInputException.class, refusal -> {
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(refusal.code()).isEqualTo(code);
        });
    }
}
