package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.services.capability.CapabilitySettings;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.RealmChoice;
import io.aim.keycloak.spi.policy.PolicyProvider;
import io.aim.keycloak.spi.policy.SecurityPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What is tried, every rule kept.
 *
 * @param policies all policies that the realm would have had
 * @param days how far back
 */
record DryRunRequest(List<Policy> policies, boolean monitoring, int days) {

    private static final int DAYS_DEFAULT = 7;
    private static final int DAYS_MAX = 90;
    private static final String POLICIES = "policies";
    private static final String IDS = "ids";
    private static final String ID = "id";
    private static final String MODE = "mode";
    private static final String DAYS = "days";
    private static final String ALONE = "alone";

    DryRunRequest {
        policies = List.copyOf(policies);
    }

    static DryRunRequest parse(KeycloakSession session, RealmModel realm, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, POLICIES, IDS, ALONE, MODE, DAYS);
        int days = days(body);
        boolean monitoring = monitoring(body, realm);
        PolicyProvider store = session.getProvider(PolicyProvider.class);
        Map<String, Policy> tried = new LinkedHashMap<>();
        if (!body.flag(ALONE)) {
            store.enabled(realm).forEach(policy -> tried.put(policy.id(), policy));
        }
        addStored(tried, body.texts(IDS), store, realm);
        addSent(
                tried,
                body.objects(POLICIES, PolicyDraft.fields(ID, "createdAt", "createdBy", "updatedAt", "updatedBy")),
                new Policies(session, realm));
        return new DryRunRequest(List.copyOf(tried.values()), monitoring, days);
    }

    private static int days(JsonBody body) {
        Integer days = body.number(DAYS);
        if (days == null) {
            return DAYS_DEFAULT;
        }
        if (days < 1 || days > DAYS_MAX) {
            throw new InvalidInputException(DAYS, "invalid_number", "days must be a number from 1 to " + DAYS_MAX);
        }
        return days;
    }

    private static boolean monitoring(JsonBody body, RealmModel realm) {
        RealmChoice mode = CapabilitySettings.MODE;
        String sent = body.text(MODE);
        if (sent != null && !mode.allows(sent)) {
            throw new InvalidInputException(
                    MODE, "invalid_choice", "mode must be one of " + String.join(", ", mode.values()));
        }
        return CapabilitySettings.MONITORING.equals(sent == null ? mode.of(realm) : sent);
    }

    private static void addStored(
            Map<String, Policy> tried, @Nullable List<@Nullable String> ids, PolicyProvider store, RealmModel realm) {
        if (ids == null) {
            return;
        }
        refuseMany(IDS, ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            String field = IDS + "[" + i + "]";
            Policy rule = (id == null ? Optional.<SecurityPolicy>empty() : store.get(realm, id))
                    .map(SecurityPolicy::rule)
                    .orElseThrow(() -> unknown(field));
            tried.put(rule.id(), enabled(rule));
        }
    }

    private static void addSent(Map<String, Policy> tried, @Nullable List<JsonBody> sent, Policies policies) {
        if (sent == null) {
            return;
        }
        refuseMany(POLICIES, sent.size());
        for (int i = 0; i < sent.size(); i++) {
            JsonBody body = sent.get(i);
            String place = POLICIES + "[" + i + "]";
            JsonBody.within(place, () -> {
                String id = body.text(ID);
                if (id != null && !policies.exists(id)) {
                    throw unknown(ID);
                }
                String key = id == null ? place : id;
                return tried.put(key, policies.read(body).toRule(key));
            });
        }
    }

    private static Policy enabled(Policy rule) {
        return new Policy(
                rule.id(), rule.name(), rule.scope(), rule.condition(), rule.priority(), rule.enforcement(), true);
    }

    private static void refuseMany(String field, int size) {
        if (size > Policies.MAX) {
            throw new InvalidInputException(
                    field, "too_many", field + " may have at most " + Policies.MAX + " entries");
        }
    }

    private static InvalidInputException unknown(String field) {
        return new InvalidInputException(field, "unknown_policy", "this must be the id of a policy of the realm");
    }
}
