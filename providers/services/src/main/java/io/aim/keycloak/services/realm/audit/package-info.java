/** What Keycloak's own administration changes of agents' clients, AIM roles and the realm's security. */
@NullMarked
package io.aim.keycloak.services.realm.audit;

import org.jspecify.annotations.NullMarked;
