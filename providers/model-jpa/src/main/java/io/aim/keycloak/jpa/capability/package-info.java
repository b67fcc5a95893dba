/** Types, grants and requests of capabilities in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.capability;

import org.jspecify.annotations.NullMarked;
