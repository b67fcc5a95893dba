/** Store of the audit trail: events, their Merkle tree, retention. */
@NullMarked
package io.aim.keycloak.spi.audit;

import org.jspecify.annotations.NullMarked;
