package io.aim.keycloak.services.audit.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.KeyProvider;
import org.keycloak.keys.KeyProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ConfigurationValidationHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The realm's key that signs checkpoints. To rotate it, add another provider with a higher priority; checkpoints keep the
 * public key that they were signed with.
 */
public final class AuditKeyProviderFactory implements KeyProviderFactory<AuditKeyProvider> {

    /** Provider id. */
    public static final String ID = "aim-audit-key";

    static final String PRIVATE_KEY = "auditPrivateKey";
    static final String PUBLIC_KEY = "auditPublicKey";

    /** Any text: the platform verifies no signature over none. */
    private static final byte[] PROBE = {1};

    private static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property(Attributes.PRIORITY_PROPERTY)
            .property(Attributes.ENABLED_PROPERTY)
            .property(Attributes.ACTIVE_PROPERTY)
            .property()
            .name(PRIVATE_KEY)
            .label("Private key")
            .helpText("Ed25519 private key, PKCS #8 in base64; made by the server")
            .type(ProviderConfigProperty.PASSWORD)
            .secret(true)
            .add()
            .build();

    @Override
    public AuditKeyProvider create(KeycloakSession session, ComponentModel model) {
        return new AuditKeyProvider(model);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Ed25519 key that signs the checkpoints of the AIM audit trail";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        ConfigurationValidationHelper.check(model)
                .checkLong(Attributes.PRIORITY_PROPERTY, false)
                .checkBoolean(Attributes.ENABLED_PROPERTY, false)
                .checkBoolean(Attributes.ACTIVE_PROPERTY, false);
        if (model.getId() == null && !model.contains(PRIVATE_KEY)) {
            generate(model);
        } else if (!isPair(model)) {
            throw new ComponentValidationException("The audit key is not an Ed25519 key pair");
        }
    }

    /** Checkpoints of a key that is no pair could not be made, or not be verified. */
    private static boolean isPair(ComponentModel model) {
        try {
            KeyPair pair = AuditKeyProvider.pair(model);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(pair.getPublic());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static void generate(ComponentModel model) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            model.put(
                    PRIVATE_KEY,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            model.put(
                    PUBLIC_KEY,
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new ComponentValidationException("This platform makes no Ed25519 keys", e);
        }
    }

    /** Adds a key to a realm that has none. */
    static void addTo(RealmModel realm) {
        ComponentModel component = new ComponentModel();
        component.setName(ID);
        component.setParentId(realm.getId());
        component.setProviderId(ID);
        component.setProviderType(KeyProvider.class.getName());
        component.put(Attributes.PRIORITY_KEY, "100");
        realm.addComponentModel(component);
    }
}
