package io.aim.keycloak.jpa;

import io.aim.keycloak.jpa.agent.AimAgentCapabilityEntity;
import io.aim.keycloak.jpa.agent.AimAgentChangeEntity;
import io.aim.keycloak.jpa.agent.AimAgentEntity;
import io.aim.keycloak.jpa.agent.AimAgentKeyEntity;
import io.aim.keycloak.jpa.agent.AimAgentStampEntity;
import io.aim.keycloak.jpa.agent.AimAgentTagEntity;
import io.aim.keycloak.jpa.agent.AimAgentTransferEntity;
import io.aim.keycloak.jpa.agent.AimRevokedKeyEntity;
import io.aim.keycloak.jpa.alert.AimAlertCursorEntity;
import io.aim.keycloak.jpa.alert.AimAlertEntity;
import io.aim.keycloak.jpa.alert.AimAlertMailEntity;
import io.aim.keycloak.jpa.alert.AimAlertWindowEntity;
import io.aim.keycloak.jpa.apikey.AimApiKeyEntity;
import io.aim.keycloak.jpa.apikey.AimApiKeyUsageEntity;
import io.aim.keycloak.jpa.audit.AimAuditAnchorEntity;
import io.aim.keycloak.jpa.audit.AimAuditCheckpointEntity;
import io.aim.keycloak.jpa.audit.AimAuditEventEntity;
import io.aim.keycloak.jpa.audit.AimAuditForwardingEntity;
import io.aim.keycloak.jpa.audit.AimAuditHoldEntity;
import io.aim.keycloak.jpa.audit.AimAuditLeafEntity;
import io.aim.keycloak.jpa.audit.AimAuditPendingEntity;
import io.aim.keycloak.jpa.audit.AimAuditRetentionEntity;
import io.aim.keycloak.jpa.audit.AimAuditSubjectKeyEntity;
import io.aim.keycloak.jpa.audit.AimAuditSubtreeEntity;
import io.aim.keycloak.jpa.audit.AimAuditTreeEntity;
import io.aim.keycloak.jpa.capability.AimCapabilityGrantEntity;
import io.aim.keycloak.jpa.capability.AimCapabilityRequestEntity;
import io.aim.keycloak.jpa.capability.AimCapabilityTypeEntity;
import io.aim.keycloak.jpa.decision.AimDecisionEntity;
import io.aim.keycloak.jpa.decision.AimViolationEntity;
import io.aim.keycloak.jpa.mcp.AimAgentMcpConnectionEntity;
import io.aim.keycloak.jpa.mcp.AimMcpServerEntity;
import io.aim.keycloak.jpa.mcp.AimMcpServerTagEntity;
import io.aim.keycloak.jpa.mcp.AimMcpVerificationEntity;
import io.aim.keycloak.jpa.policy.AimPolicyEntity;
import io.aim.keycloak.jpa.policy.AimPolicyRealmEntity;
import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Adds our entities and changelog to Keycloak's persistence unit. */
final class AimJpaEntityProvider implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                AimAgentEntity.class,
                AimAgentKeyEntity.class,
                AimAgentCapabilityEntity.class,
                AimAgentStampEntity.class,
                AimRevokedKeyEntity.class,
                AimAgentTransferEntity.class,
                AimAgentTagEntity.class,
                AimAgentChangeEntity.class,
                AimAlertEntity.class,
                AimAlertCursorEntity.class,
                AimAlertMailEntity.class,
                AimAlertWindowEntity.class,
                AimAuditAnchorEntity.class,
                AimApiKeyEntity.class,
                AimApiKeyUsageEntity.class,
                AimCapabilityGrantEntity.class,
                AimCapabilityRequestEntity.class,
                AimCapabilityTypeEntity.class,
                AimAgentMcpConnectionEntity.class,
                AimMcpServerEntity.class,
                AimMcpServerTagEntity.class,
                AimMcpVerificationEntity.class,
                AimPolicyEntity.class,
                AimPolicyRealmEntity.class,
                AimDecisionEntity.class,
                AimViolationEntity.class,
                AimAuditCheckpointEntity.class,
                AimAuditEventEntity.class,
                AimAuditForwardingEntity.class,
                AimAuditHoldEntity.class,
                AimAuditLeafEntity.class,
                AimAuditPendingEntity.class,
                AimAuditRetentionEntity.class,
                AimAuditSubjectKeyEntity.class,
                AimAuditSubtreeEntity.class,
                AimAuditTreeEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/aim-changelog-master.xml";
    }

    @Override
    public String getFactoryId() {
        return AimJpaEntityProviderFactory.ID;
    }

    @Override
    public void close() {
        // nothing to release
    }
}
