/** The Merkle tree over the events of a realm: RFC 9162 §2.1 with SHA-256. */
@NullMarked
package io.aim.keycloak.core.audit.tree;

import org.jspecify.annotations.NullMarked;
