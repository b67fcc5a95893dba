/** Audit events in the formats that other systems read; see {@code docs/audit-siem.md}. */
@NullMarked
package io.aim.keycloak.core.audit.format;

import org.jspecify.annotations.NullMarked;
