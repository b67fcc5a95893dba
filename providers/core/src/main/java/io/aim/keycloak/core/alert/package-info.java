/** What somebody has to look at: severities, states, types, and the rules that find it in the audit trail. */
@NullMarked
package io.aim.keycloak.core.alert;

import org.jspecify.annotations.NullMarked;
