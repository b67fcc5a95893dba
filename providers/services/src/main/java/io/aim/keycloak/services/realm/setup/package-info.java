/** Makes a realm agent-ready. */
@NullMarked
package io.aim.keycloak.services.realm.setup;

import org.jspecify.annotations.NullMarked;
