/** Limits on how often agents, API keys and addresses may ask. */
@NullMarked
package io.aim.keycloak.services.rest.ratelimit;

import org.jspecify.annotations.NullMarked;
