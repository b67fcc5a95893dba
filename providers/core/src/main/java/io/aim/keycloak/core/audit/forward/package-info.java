/** Where audit events may be forwarded to, in which form, and when to try again. */
@NullMarked
package io.aim.keycloak.core.audit.forward;

import org.jspecify.annotations.NullMarked;
