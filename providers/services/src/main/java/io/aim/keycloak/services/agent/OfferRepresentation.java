package io.aim.keycloak.services.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An agent of which somebody is asked to become owner or sponsor.
 *
 * @param agentId id of the agent
 * @param agentName its name
 * @param transfer what is offered
 */
@Schema(name = "Offer")
public record OfferRepresentation(String agentId, String agentName, TransferRepresentation transfer) {}
