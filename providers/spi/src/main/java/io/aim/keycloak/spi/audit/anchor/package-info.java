/** Places outside of the server that keep its checkpoints. */
@NullMarked
package io.aim.keycloak.spi.audit.anchor;

import org.jspecify.annotations.NullMarked;
