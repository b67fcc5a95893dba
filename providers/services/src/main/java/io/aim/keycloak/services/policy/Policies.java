package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.policy.DefaultPolicies;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyScope;
import io.aim.keycloak.core.policy.ScopeFields;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.policy.PolicyProvider;
import io.aim.keycloak.spi.policy.SecurityPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The policies of a realm: every change under a lock, so that names are unique and the limit holds, and on record. */
public final class Policies {

    /** Most policies of a realm. */
    static final int MAX = 200;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final PolicyProvider store;
    private final AuditTrail trail;

    public Policies(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.store = session.getProvider(PolicyProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    /** All of them, highest priority first. */
    List<SecurityPolicy> all() {
        return store.all(realm);
    }

    /** @throws AimException 404 if there is none with that id */
    SecurityPolicy find(String id) {
        return store.get(realm, id).orElseThrow(Policies::unknown);
    }

    boolean exists(String id) {
        return store.get(realm, id).isPresent();
    }

    SecurityPolicy create(@Nullable String json) {
        PolicyDraft draft = read(JsonBody.parse(json, PolicyDraft.fields()));
        store.lock(realm);
        List<SecurityPolicy> others = store.all(realm);
        requireFreeName(others, draft.name());
        if (others.size() >= MAX) {
            throw AimException.conflict("too_many_policies", "A realm has at most " + MAX + " policies", null);
        }
        return add(draft.toRule(KeycloakModelUtils.generateId()), draft.description(), null);
    }

    SecurityPolicy change(String id, @Nullable String json) {
        PolicyDraft draft = read(
                JsonBody.parse(json, PolicyDraft.fields("id", "createdAt", "createdBy", "updatedAt", "updatedBy")));
        store.lock(realm);
        SecurityPolicy before = find(id);
        requireFreeName(
                store.all(realm).stream()
                        .filter(other -> !other.id().equals(id))
                        .toList(),
                draft.name());
        SecurityPolicy after = before.changed(
                draft.toRule(id), draft.description(), now(), trail.caller().id());
        store.save(after);
        trail.write(about(AuditAction.POLICY_UPDATED, after).detail("fields", changes(before, after)));
        return after;
    }

    void remove(String id) {
        store.lock(realm);
        SecurityPolicy policy = find(id);
        store.remove(realm, id);
        trail.write(about(AuditAction.POLICY_DELETED, policy));
    }

    /** Whether the realm has once got the policies that every realm begins with. */
    public boolean hasDefaults() {
        return store.hasDefaults(realm);
    }

    /**
     * Adds the policies that every realm begins with, once: those that somebody removed or changed stay so. A name that
     * is taken is left to whoever took it.
     *
     * @return names of those that were added
     */
    public List<String> addDefaults() {
        store.lock(realm);
        if (store.hasDefaults(realm)) {
            return List.of();
        }
        List<SecurityPolicy> others = store.all(realm);
        Set<String> taken = others.stream().map(SecurityPolicy::name).collect(Collectors.toSet());
        List<String> added = DefaultPolicies.all(KeycloakModelUtils::generateId).stream()
                .filter(policy -> !taken.contains(policy.rule().name()))
                .limit(Math.max(0, MAX - others.size()))
                .map(policy -> add(policy.rule(), policy.description(), "setup").name())
                .toList();
        store.noteDefaults(realm);
        return added;
    }

    private SecurityPolicy add(Policy rule, @Nullable String description, @Nullable String cause) {
        Instant now = now();
        String by = trail.caller().id();
        SecurityPolicy policy = new SecurityPolicy(realm.getId(), rule, description, now, by, now, by);
        store.create(policy);
        trail.write(about(AuditAction.POLICY_CREATED, policy).detail("cause", cause));
        return policy;
    }

    /** The policy that was sent, about an agent that is there. */
    PolicyDraft read(JsonBody body) {
        PolicyDraft draft = PolicyDraft.read(body);
        if (draft.scope() instanceof PolicyScope.Agent agent
                && session.getProvider(AgentProvider.class)
                        .getById(realm, agent.agentId())
                        .isEmpty()) {
            throw new InvalidInputException(
                    ScopeFields.FIELD + ".agentId", "unknown_agent", "agentId must be an agent of the realm");
        }
        return draft;
    }

    private static void requireFreeName(List<SecurityPolicy> others, String name) {
        if (others.stream().anyMatch(other -> other.name().equals(name))) {
            throw AimException.conflict("name_taken", "A policy with this name exists in the realm", "name");
        }
    }

    private AuditEvent.Builder about(AuditAction action, SecurityPolicy policy) {
        Policy rule = policy.rule();
        return trail.begin(action)
                .target("policy", policy.id(), policy.name())
                .detail("policy_type", rule.type().code())
                .detail("enforcement", rule.enforcement().code())
                .detail("scope", rule.scope().kind().code())
                .detail("priority", String.valueOf(rule.priority()))
                .detail("enabled", String.valueOf(rule.enabled()));
    }

    private static String changes(SecurityPolicy before, SecurityPolicy after) {
        List<String> changed = new ArrayList<>();
        note(changed, "name", before.name(), after.name());
        note(changed, "description", before.description(), after.description());
        note(changed, "type", before.rule().type(), after.rule().type());
        note(changed, "parameters", before.rule().condition(), after.rule().condition());
        note(changed, "scope", before.rule().scope(), after.rule().scope());
        note(changed, "priority", before.rule().priority(), after.rule().priority());
        note(changed, "enforcement", before.rule().enforcement(), after.rule().enforcement());
        note(changed, "enabled", before.enabled(), after.enabled());
        return String.join(" ", changed);
    }

    private static void note(List<String> changed, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(field);
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    private static AimException unknown() {
        return AimException.notFound("No such policy");
    }
}
