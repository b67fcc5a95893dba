/** Rows of the audit trail, its Merkle tree and its retention. */
@NullMarked
package io.aim.keycloak.jpa.audit;

import org.jspecify.annotations.NullMarked;
