/** How long events are kept: settings, legal holds, removal, erasure of personal data. */
@NullMarked
package io.aim.keycloak.services.audit.retention;

import org.jspecify.annotations.NullMarked;
