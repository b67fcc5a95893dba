package io.aim.keycloak.core.audit.tree;

/** Where proofs find the hashes of a tree. */
@FunctionalInterface
public interface SubtreeHashes {

    /**
     * Root of the perfect subtree over the leaves {@code index << height} to {@code (index + 1) << height} exclusive; at
     * height 0 that is the hash of the leaf. Asked only for subtrees that lie inside the tree.
     */
    TreeHash hash(int height, long index);
}
