package io.aim.keycloak.core.audit.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 9162 §2.1.1: leaves and nodes begin with different bytes, so that neither passes for the other. */
public final class MerkleHasher {

    /** Root of the tree without leaves. */
    public static final TreeHash EMPTY = new TreeHash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleHasher() {}

    /** SHA-256(0x00 ‖ data). */
    public static TreeHash leaf(byte[] data) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new TreeHash(digest.digest(data));
    }

    /** SHA-256(0x01 ‖ left ‖ right). */
    public static TreeHash node(TreeHash left, TreeHash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        left.addTo(digest);
        right.addTo(digest);
        return new TreeHash(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
