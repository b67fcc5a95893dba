package io.aim.keycloak.core.audit.tree;

/** Is told of the perfect subtrees that become complete while a tree grows. */
@FunctionalInterface
public interface SubtreeListener {

    /** Listens to nothing. */
    SubtreeListener NONE = (height, index, hash) -> {};

    /**
     * A perfect subtree is complete. Of those that one leaf completes, the lowest comes first.
     *
     * @param height 1 or more; it has {@code 1 << height} leaves
     * @param index its place among the subtrees of that height, from 0
     * @param hash its root
     */
    void completed(int height, long index, TreeHash hash);
}
