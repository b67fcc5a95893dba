/** Runs the rules over the trail, within seconds of the events and once each in the whole cluster. */
@NullMarked
package io.aim.keycloak.services.alert.rules;

import org.jspecify.annotations.NullMarked;
