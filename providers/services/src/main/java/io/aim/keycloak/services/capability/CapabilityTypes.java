package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.CoreCapabilities;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The catalogue of a realm: the core capabilities, which nobody changes, and the realm's own. */
final class CapabilityTypes {

    /** Most types of a realm's own. */
    static final int MAX = 500;

    private final RealmModel realm;
    private final CapabilityProvider store;
    private final AuditTrail trail;

    CapabilityTypes(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.store = session.getProvider(CapabilityProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    /** All types in the order of their names. */
    List<CapabilityType> all() {
        return Stream.concat(CoreCapabilities.all().stream(), store.customTypes(realm).stream())
                .sorted(Comparator.comparing(CapabilityType::name))
                .toList();
    }

    /** @throws AimException 404 if there is none of that name */
    CapabilityType find(String name) {
        return store.findType(realm, name).orElseThrow(CapabilityTypes::unknown);
    }

    /**
     * A type that can be granted, and cannot be removed before the transaction ends.
     *
     * @throws InvalidInputException if there is none of that name
     */
    CapabilityType grantable(String name) {
        return CoreCapabilities.find(name)
                .or(() -> store.lockType(realm, name))
                .orElseThrow(() -> new InvalidInputException(
                        "capability", "unknown_capability", "capability must be one of the realm's capability types"));
    }

    CapabilityType create(@Nullable String json) {
        JsonBody body = JsonBody.parse(json, "name", "description", "risk", "minimumTrust", "executionMode");
        String given = CapabilityRules.name("name", body.text("name"));
        if (store.findType(realm, given).isPresent()) {
            throw AimException.conflict("name_taken", "A capability with this name exists in the realm", "name");
        }
        CapabilityType type = parse(CapabilityRules.customName(given), body);
        if (store.customTypes(realm).size() >= MAX) {
            throw AimException.conflict("too_many_types", "A realm has at most " + MAX + " types of its own", null);
        }
        store.createType(realm, type);
        record(AuditAction.CAPABILITY_TYPE_CREATED, type);
        return type;
    }

    CapabilityType change(String name, @Nullable String json) {
        requireCustom(name);
        JsonBody body = JsonBody.parse(json, "name", "description", "risk", "minimumTrust", "executionMode");
        if (body.has("name") && !name.equals(body.text("name"))) {
            throw new InvalidInputException("name", "immutable", "name cannot change");
        }
        CapabilityType type = parse(name, body);
        store.saveType(realm, type);
        record(AuditAction.CAPABILITY_TYPE_CHANGED, type);
        return type;
    }

    void remove(String name) {
        CapabilityType type = requireCustom(name);
        if (store.isGranted(realm, name)) {
            throw AimException.conflict("type_granted", "Agents have this capability: revoke the grants first", null);
        }
        store.removeType(realm, name);
        record(AuditAction.CAPABILITY_TYPE_REMOVED, type);
    }

    private CapabilityType requireCustom(String name) {
        if (CoreCapabilities.find(name).isPresent()) {
            throw AimException.conflict("core_type", "Core capabilities are the same in every realm", null);
        }
        return store.lockType(realm, name).orElseThrow(CapabilityTypes::unknown);
    }

    private static CapabilityType parse(String name, JsonBody body) {
        RiskLevel risk = CapabilityRules.risk(body.text("risk"));
        ExecutionMode mode = CapabilityRules.executionMode(body.text("executionMode"));
        return new CapabilityType(
                name,
                CapabilityRules.description(body.text("description")),
                risk,
                CapabilityRules.minimumTrust(body.decimal("minimumTrust"), risk),
                mode == null ? risk.defaultExecutionMode() : mode,
                false);
    }

    private static AimException unknown() {
        return AimException.notFound("No such capability type");
    }

    private void record(AuditAction action, CapabilityType type) {
        trail.write(trail.begin(action)
                .target("capability", type.name(), type.name())
                .detail("risk", type.risk().code())
                .detail("minimum_trust", type.minimumTrust().toPlainString())
                .detail("execution_mode", type.executionMode().code()));
    }
}
