/** Numbers for events, and signed checkpoints of the realm's Merkle tree. */
@NullMarked
package io.aim.keycloak.services.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
