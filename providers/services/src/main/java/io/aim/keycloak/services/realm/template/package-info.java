/** What a realm's JSON says about agents when the realm is imported. */
@NullMarked
package io.aim.keycloak.services.realm.template;

import org.jspecify.annotations.NullMarked;
