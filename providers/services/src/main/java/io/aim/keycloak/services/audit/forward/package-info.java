/** Forwards the audit trail to a syslog receiver of the realm, at least once, in the order of its numbers. */
@NullMarked
package io.aim.keycloak.services.audit.forward;

import org.jspecify.annotations.NullMarked;
