/** What depends on Keycloak's token post-processors, which are internal and known to move. */
@NullMarked
package io.aim.keycloak.services.agent.mcp.adapter;

import org.jspecify.annotations.NullMarked;
