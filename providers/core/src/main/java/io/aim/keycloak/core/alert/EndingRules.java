package io.aim.keycloak.core.alert;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that say by one event what is over. */
public final class EndingRules {

    private static final String KEY_REPLACED = "the key was replaced";
    private static final String KEY_WITHDRAWN = "the key was withdrawn";
    private static final String KEY_RETIRED = "the key was retired";

    private EndingRules() {}

    /** What is over by that event; nothing for nearly all. */
    public static List<AlertEnding> endings(AuditEvent event) {
        AuditTarget target = event.target();
        if (target == null || !AuditTarget.AGENT.equals(target.kind()) || target.id() == null) {
            return List.of();
        }
        String agentId = target.id();
        return AuditAction.fromCode(event.action())
                .map(action -> switch (action) {
                    case AGENT_STATUS_CHANGED -> status(agentId, event.details().get("status"));
                    case AGENT_KEY_ROTATED -> keys(agentId, event.details().get("replaced"), KEY_REPLACED);
                    case AGENT_KEY_REVOKED -> keys(agentId, event.keyThumbprint(), KEY_WITHDRAWN);
                    case AGENT_KEY_RETIRED -> keys(agentId, event.keyThumbprint(), KEY_RETIRED);
                    case AGENT_CUT -> keys(agentId, event.details().get("keys"), KEY_WITHDRAWN);
                    case AGENT_UPDATED, AGENT_TRANSFERRED, AGENT_TRANSFER_ACCEPTED, AGENT_SPONSOR_RETURNED ->
                        people(agentId, event.details().get(AgentPerson.ACCOUNTABLE));
                    default -> List.<AlertEnding>of();
                })
                .orElse(List.of());
    }

    private static List<AlertEnding> status(String agentId, @Nullable String status) {
        if (AgentStatus.VERIFIED.code().equals(status)) { // which takes both people
            return List.of(
                    AlertEnding.of(AlertType.SUSPENDED_AGENT_ACTIVE, agentId, "the agent was reactivated"),
                    AlertEnding.of(AlertType.AGENT_UNACCOUNTABLE, agentId, "the agent was reactivated"));
        }
        return AgentStatus.REVOKED.code().equals(status)
                ? List.of(AlertEnding.of(AlertType.SUSPENDED_AGENT_ACTIVE, agentId, "the agent was revoked"))
                : List.of();
    }

    /** @param thumbprints separated by blanks */
    private static List<AlertEnding> keys(String agentId, @Nullable String thumbprints, String cause) {
        return thumbprints == null
                ? List.of()
                : Stream.of(thumbprints.split(" "))
                        .map(thumbprint -> agentId + ":" + thumbprint)
                        .flatMap(subject -> Stream.of(
                                AlertEnding.of(AlertType.KEY_EXPIRING, subject, cause),
                                AlertEnding.of(AlertType.KEY_EXPIRED, subject, cause)))
                        .toList();
    }

    private static List<AlertEnding> people(String agentId, @Nullable String accountable) {
        return Boolean.parseBoolean(accountable)
                ? List.of(AlertEnding.of(
                        AlertType.AGENT_UNACCOUNTABLE, agentId, "the agent has an owner and a sponsor again"))
                : List.of();
    }
}
