/** How often agents, API keys and addresses may ask. */
package io.aim.keycloak.e2e.ratelimit;
