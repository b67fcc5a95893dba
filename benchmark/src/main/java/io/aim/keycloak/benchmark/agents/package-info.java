/** How fast agents are registered, what many of them cost, and how fast one is stopped. */
package io.aim.keycloak.benchmark.agents;
