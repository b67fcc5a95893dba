package io.aim.keycloak.core.audit.checkpoint;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs with an Ed25519 private key of the platform. */
public final class PrivateKeyNoteSigner implements NoteSigner {

    private final NoteKey key;
    private final PrivateKey privateKey;

    /** The two halves must belong together. */
    public PrivateKeyNoteSigner(NoteKey key, PrivateKey privateKey) {
        this.key = key;
        this.privateKey = privateKey;
    }

    @Override
    public NoteKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign as " + key.name(), e);
        }
    }
}
