/** The background work that removes what realms keep no longer. */
@NullMarked
package io.aim.keycloak.services.realm.retention;

import org.jspecify.annotations.NullMarked;
