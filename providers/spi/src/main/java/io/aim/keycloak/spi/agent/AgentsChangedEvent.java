package io.aim.keycloak.spi.agent;

import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderEvent;

/**
 * Published on the node that made a change, after its transaction committed, so that this node's snapshots are fresh
 * before the caller has its answer.
 *
 * @param factory the session factory of this node
 * @param realmId the realm whose agents changed
 */
public record AgentsChangedEvent(KeycloakSessionFactory factory, String realmId) implements ProviderEvent {}
