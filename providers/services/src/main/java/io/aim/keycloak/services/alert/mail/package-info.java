/** Tells people of alerts by e-mail: who is due comes into an outbox, which is sent apart from every request. */
@NullMarked
package io.aim.keycloak.services.alert.mail;

import org.jspecify.annotations.NullMarked;
