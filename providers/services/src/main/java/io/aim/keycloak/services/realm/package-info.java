/** What a realm needs to hold agents: roles, permissions, settings. */
@NullMarked
package io.aim.keycloak.services.realm;

import org.jspecify.annotations.NullMarked;
