/** Agents: registration, lifecycle, proof of possession, their endpoints and their claims. */
@NullMarked
package io.aim.keycloak.services.agent;

import org.jspecify.annotations.NullMarked;
