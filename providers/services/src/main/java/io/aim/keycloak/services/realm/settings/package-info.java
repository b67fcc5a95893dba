/** Settings of a realm for agents. */
@NullMarked
package io.aim.keycloak.services.realm.settings;

import org.jspecify.annotations.NullMarked;
