/** What a realm needs to hold agents: set-up and guards; and who calls it. */
@NullMarked
package io.aim.keycloak.services.realm;

import org.jspecify.annotations.NullMarked;
