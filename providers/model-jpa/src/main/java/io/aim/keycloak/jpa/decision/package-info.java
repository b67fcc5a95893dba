/** Decisions and violations in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.decision;

import org.jspecify.annotations.NullMarked;
