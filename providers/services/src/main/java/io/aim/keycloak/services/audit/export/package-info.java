/** Exports of the trail: streamed, with a manifest and the checkpoint that they verify against. */
@NullMarked
package io.aim.keycloak.services.audit.export;

import org.jspecify.annotations.NullMarked;
