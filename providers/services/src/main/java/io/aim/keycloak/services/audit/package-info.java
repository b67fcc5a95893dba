/** The audit trail: who writes to it, how it is made durable, proven and read. */
@NullMarked
package io.aim.keycloak.services.audit;

import org.jspecify.annotations.NullMarked;
