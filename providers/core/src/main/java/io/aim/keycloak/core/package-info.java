/**
 * The rules and the maths of Agent Identity Management, in plain Java: nothing here knows Keycloak, a database or HTTP.
 */
@NullMarked
package io.aim.keycloak.core;

import org.jspecify.annotations.NullMarked;
