/** Signed statements about the size and root of a Merkle tree: C2SP tlog-checkpoint and signed-note, with Ed25519. */
@NullMarked
package io.aim.keycloak.core.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
