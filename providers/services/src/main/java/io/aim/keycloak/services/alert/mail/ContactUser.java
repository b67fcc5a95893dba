package io.aim.keycloak.services.alert.mail;

import io.aim.keycloak.spi.alert.AlertMail;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.storage.adapter.AbstractInMemoryUserAdapter;

/** The contact of a realm as templates want a reader: somebody with an address, who reads the language of the realm. */
final class ContactUser extends AbstractInMemoryUserAdapter {

    ContactUser(KeycloakSession session, RealmModel realm, String address) {
        super(session, realm, AlertMail.CONTACT);
        setUsername(address);
        setEmail(address);
        setEnabled(true);
    }

    @Override
    public SubjectCredentialManager credentialManager() {
        throw new UnsupportedOperationException("the contact of a realm does not log in");
    }
}
