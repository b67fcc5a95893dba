/** Security policies in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.policy;

import org.jspecify.annotations.NullMarked;
