package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.agent.BulkResultRepresentation.Item;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.bulk.SeparateChange;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One change for many agents, each in a transaction of its own: what fails for one does not undo the others. */
final class AgentBulk {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final BulkRequest request;
    private final SeparateChange each;

    AgentBulk(KeycloakSession session, RealmModel realm, BulkRequest request) {
        this.session = session;
        this.realm = realm;
        this.request = request;
        this.each = new SeparateChange(session, new AuditTrail(session, realm).caller());
    }

    BulkResultRepresentation run() {
        List<String> ids = new ArrayList<>();
        String next = null;
        if (request.selection().ids() != null) {
            ids.addAll(request.selection().ids());
        } else if (request.selection().filter() != null) {
            AgentPage page = page(request.selection().filter());
            page.items().forEach(agent -> ids.add(agent.getId()));
            next = AgentPaging.next(page);
        }
        List<Item> items = ids.stream().map(this::one).toList();
        int failed = (int) items.stream().filter(Item::failed).count();
        return new BulkResultRepresentation(items.size() - failed, failed, items, next);
    }

    private AgentPage page(Map<String, @Nullable String> filter) {
        return session.getProvider(AgentProvider.class)
                .search(
                        realm,
                        AgentListParameters.of(filter)
                                .query(
                                        session,
                                        realm,
                                        AgentPaging.after(request.selection().after()),
                                        request.selection().max()));
    }

    private Item one(String agentId) {
        return each.attempt(
                agentId,
                inner -> change(inner, agentId),
                failure -> new Item(agentId, null, "failed", failure.error(), failure.message(), null));
    }

    private Item change(KeycloakSession inner, String agentId) {
        RealmModel innerRealm = inner.getContext().getRealm();
        if (request.dryRun()) {
            AgentModel agent = new AgentService(inner, innerRealm).find(agentId);
            return new Item(agent.getId(), agent.getName(), "would_change", null, null, null);
        }
        return switch (request.action()) {
            case SUSPEND -> stop(inner, innerRealm, agentId, AgentStatus.SUSPENDED);
            case REVOKE -> stop(inner, innerRealm, agentId, AgentStatus.REVOKED);
            case TAG, UNTAG -> changed(tag(inner, innerRealm, agentId), null);
            case TRANSFER ->
                changed(
                        new AgentTransfers(inner, innerRealm)
                                .force(agentId, Objects.requireNonNull(request.role()), request.to(), request.reason()),
                        null);
        };
    }

    private Item stop(KeycloakSession inner, RealmModel innerRealm, String agentId, AgentStatus target) {
        AgentStatusService.Changed stopped =
                new AgentStatusService(inner, innerRealm).change(agentId, target, request.reason());
        return changed(stopped.agent(), stopped.receipt());
    }

    private static Item changed(AgentModel agent, @Nullable ReceiptRepresentation receipt) {
        return new Item(agent.getId(), agent.getName(), "changed", null, null, receipt == null ? null : receipt.id());
    }

    private AgentModel tag(KeycloakSession inner, RealmModel innerRealm, String agentId) {
        AgentModel agent = new AgentService(inner, innerRealm).lock(agentId);
        SortedSet<String> tags = new TreeSet<>(agent.getTags());
        if (request.action() == BulkRequest.Action.TAG) {
            tags.addAll(request.tags());
        } else {
            tags.removeAll(request.tags());
        }
        agent.setTags(AgentRules.tags("tags", new ArrayList<>(tags)));
        AuditTrail trail = new AuditTrail(inner, innerRealm);
        trail.write(trail.begin(AuditAction.AGENT_TAGGED, agent).detail("tags", String.join(" ", tags)));
        return agent;
    }
}
