package io.aim.keycloak.core.audit.checkpoint;

/** Signs notes. */
public interface NoteSigner {

    /** The key that verifies what this one signs. */
    NoteKey key();

    /**
     * The Ed25519 signature (RFC 8032 §5.1.6), 64 bytes.
     *
     * @throws IllegalStateException if the key cannot be used
     */
    byte[] sign(byte[] message);
}
