/** Audit events as syslog: the message (RFC 5424) and a connection that delivers it (RFC 5425, RFC 6587). */
@NullMarked
package io.aim.keycloak.core.audit.syslog;

import org.jspecify.annotations.NullMarked;
