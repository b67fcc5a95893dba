package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.AGENT;
import static io.aim.keycloak.core.assertion.AssertionDraft.ISSUER;
import static io.aim.keycloak.core.assertion.AssertionDraft.TOKEN_ENDPOINT;
import static io.aim.keycloak.core.assertion.Courtroom.MAX_LIFETIME;
import static io.aim.keycloak.core.assertion.Courtroom.SKEW;

import io.aim.keycloak.core.assertion.AssertionScenario.Agent;
import io.aim.keycloak.core.assertion.AssertionScenario.Claims;
import io.aim.keycloak.core.assertion.AssertionScenario.Header;
import io.aim.keycloak.core.assertion.AssertionScenario.KnownKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The rules written down a second time: which demands a scenario meets, in the order in which they are made. */
final class ReferenceModel {

    private ReferenceModel() {}

    /** The code of the first demand that is not met, or {@code accepted}. */
    static String outcome(AssertionScenario scenario) {
        return demands(scenario).entrySet().stream()
                .filter(demand -> !demand.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("accepted");
    }

    private static Map<String, Boolean> demands(AssertionScenario scenario) {
        Header header = scenario.header();
        Agent agent = scenario.agent();
        Map<String, Boolean> demands = new LinkedHashMap<>();
        demands.put("alg_not_allowed", Set.of("Ed25519", "EdDSA").contains(header.alg()));
        demands.put(
                "typ_not_allowed",
                header.typ() == null
                        || Set.of("JWT", "CLIENT-AUTHENTICATION+JWT")
                                .contains(header.typ().toUpperCase(Locale.ROOT)));
        demands.put("crit_not_supported", !header.critical());
        demands.put("unknown_agent", agent.known());
        List<Integer> candidates = candidates(header, agent);
        demands.put("unknown_key", !candidates.isEmpty());
        demands.put("signature_invalid", candidates.contains(header.signer()));
        if (candidates.contains(header.signer())) {
            KnownKey key = agent.keys().get(header.signer());
            demands.put("key_not_active", inForce(key) || agent.status().name().equals("REVOKED"));
            demands.put("key_expired", alive(key));
        }
        addClaimDemands(demands, scenario.claims(), agent);
        demands.put(
                "agent_" + agent.status().name().toLowerCase(Locale.ROOT),
                agent.status().name().equals("VERIFIED"));
        return demands;
    }

    private static void addClaimDemands(Map<String, Boolean> demands, Claims claims, Agent agent) {
        demands.put("issuer_invalid", AGENT.equals(claims.iss()) && AGENT.equals(claims.sub()));
        demands.put(
                "audience_invalid",
                claims.aud().equals(List.of(ISSUER))
                        || (agent.legacySwitch() && claims.aud().equals(List.of(TOKEN_ENDPOINT))));
        demands.put("exp_missing", claims.exp() != null);
        demands.put("assertion_expired", claims.exp() == null || claims.exp() > -SKEW);
        demands.put("exp_too_far", claims.exp() == null || claims.exp() <= MAX_LIFETIME);
        demands.put("not_yet_valid", claims.nbf() == null || claims.nbf() <= SKEW);
        demands.put("issued_in_future", claims.iat() == null || claims.iat() <= SKEW);
        demands.put("jti_missing", claims.jti() != null && !claims.jti().isBlank());
        demands.put("jti_too_long", claims.jti() == null || claims.jti().length() <= 128);
        demands.put("assertion_replayed", !claims.jtiUsedBefore());
    }

    /** Positions of the keys whose signatures count. */
    private static List<Integer> candidates(Header header, Agent agent) {
        if (header.kid() != null) {
            return header.kid() < agent.keys().size() ? List.of(header.kid()) : List.of();
        }
        return IntStream.range(0, agent.keys().size())
                .filter(position -> inForce(agent.keys().get(position))
                        && alive(agent.keys().get(position)))
                .limit(4)
                .boxed()
                .toList();
    }

    private static boolean inForce(KnownKey key) {
        return switch (key.state()) {
            case ACTIVE -> true;
            case GRACE -> key.grace() != null && key.grace() > 0;
            case RETIRED, REVOKED -> false;
        };
    }

    private static boolean alive(KnownKey key) {
        return key.expiry() == null || key.expiry() > 0;
    }
}
