package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.capability.UnusedCapabilitiesRepresentation.Item;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import io.aim.keycloak.spi.capability.CapabilityPage;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Grants that nobody needs, it seems. */
final class UnusedCapabilities {

    /** Days without use unless asked otherwise. */
    static final int DEFAULT_DAYS = 90;

    private static final int MAX_DAYS = 3650;
    private static final int BATCH = 500;

    private final RealmModel realm;
    private final CapabilityProvider store;
    private final AgentProvider agents;
    private final CapabilityGrants grants;

    UnusedCapabilities(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.store = session.getProvider(CapabilityProvider.class);
        this.agents = session.getProvider(AgentProvider.class);
        this.grants = new CapabilityGrants(session, realm);
    }

    CapabilityPage<CapabilityGrant> page(@Nullable Integer days, @Nullable String after, int max) {
        return store.unusedSince(realm, since(days), after, max);
    }

    private static Instant since(@Nullable Integer days) {
        int number = days == null ? DEFAULT_DAYS : days;
        if (number < 1 || number > MAX_DAYS) {
            throw new InvalidInputException("days", "out_of_range", "days must be from 1 to " + MAX_DAYS);
        }
        return CapabilityGrants.now().minus(Duration.ofDays(number));
    }

    /** Takes them away, at most 500 at once. */
    UnusedCapabilitiesRepresentation revoke(@Nullable String json) {
        JsonBody body = JsonBody.parse(json, "days", "dryRun");
        boolean dryRun = body.flag("dryRun");
        CapabilityPage<CapabilityGrant> page = page(body.number("days"), null, BATCH);
        Map<String, AgentModel> holders = holders(page.items(), dryRun);
        List<Item> items = page.items().stream()
                .map(grant -> one(grant, holders.get(grant.agentId()), dryRun))
                .toList();
        long revoked = items.stream()
                .filter(item -> item.result().startsWith(dryRun ? "would" : "revoked"))
                .count();
        return new UnusedCapabilitiesRepresentation(dryRun, revoked, page.more(), items);
    }

    /** Whoever locks several agents does so in the order of their ids. */
    private Map<String, AgentModel> holders(List<CapabilityGrant> of, boolean dryRun) {
        Map<String, AgentModel> found = new HashMap<>();
        of.stream()
                .map(CapabilityGrant::agentId)
                .distinct()
                .sorted()
                .forEach(id -> (dryRun ? agents.getById(realm, id) : agents.getByIdForUpdate(realm, id))
                        .ifPresent(agent -> found.put(id, agent)));
        return found;
    }

    private Item one(CapabilityGrant grant, @Nullable AgentModel agent, boolean dryRun) {
        if (dryRun || agent == null) {
            return item(grant, agent, agent == null ? "gone" : "would_revoke");
        }
        return item(grant, agent, grants.revoke(agent, grant, "unused") ? "revoked" : "gone");
    }

    private static Item item(CapabilityGrant grant, @Nullable AgentModel agent, String result) {
        return new Item(
                grant.id(),
                grant.agentId(),
                agent == null ? null : agent.getName(),
                grant.capability(),
                IsoTime.text(grant.lastUsedAt()),
                result);
    }
}
