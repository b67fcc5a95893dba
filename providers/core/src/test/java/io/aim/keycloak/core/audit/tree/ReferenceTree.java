package io.aim.keycloak.core.audit.tree;

import java.util.ArrayList;
import java.util.List;

/** The recursive definitions of RFC 9162 §2.1, word for word. */
record ReferenceTree(List<TreeHash> leaves) implements SubtreeHashes {

    TreeHash root() {
        return mth(leaves);
    }

    ReferenceTree prefix(int size) {
        return new ReferenceTree(leaves.subList(0, size));
    }

    private static TreeHash mth(List<TreeHash> d) {
        if (d.isEmpty()) {
            return MerkleHasher.EMPTY;
        }
        if (d.size() == 1) {
            return d.get(0);
        }
        int k = split(d.size());
        return MerkleHasher.node(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    List<TreeHash> path(int m) {
        return path(m, leaves);
    }

    private static List<TreeHash> path(int m, List<TreeHash> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        return m < k
                ? plus(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
                : plus(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
    }

    List<TreeHash> proof(int m) {
        return subproof(m, leaves, true);
    }

    private static List<TreeHash> subproof(int m, List<TreeHash> d, boolean b) {
        if (m == d.size()) {
            return b ? List.of() : List.of(mth(d));
        }
        int k = split(d.size());
        return m <= k
                ? plus(subproof(m, d.subList(0, k), b), mth(d.subList(k, d.size())))
                : plus(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
    }

    private static List<TreeHash> plus(List<TreeHash> list, TreeHash hash) {
        List<TreeHash> longer = new ArrayList<>(list);
        longer.add(hash);
        return longer;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    /** Fails for subtrees that are not wholly inside. */
    @Override
    public TreeHash hash(int height, long index) {
        int from = Math.toIntExact(index << height);
        int to = Math.toIntExact((index + 1) << height);
        if (to > leaves.size()) {
            throw new AssertionError("asked for a subtree that is not complete: " + height + "/" + index);
        }
        return mth(leaves.subList(from, to));
    }
}
