package io.aim.keycloak.core.audit.tree;

import java.util.List;

/**
 * The loop that both verifications of RFC 9162 share: from a node up to the root, along a path that also is the right
 * edge of an older tree ({@code fn}, {@code sn}, {@code fr} and {@code sr} of the RFC).
 */
final class ProofWalk {

    private long fn;
    private long sn;
    private TreeHash fr;
    private TreeHash sr;

    ProofWalk(long fn, long sn, TreeHash from) {
        this.fn = fn;
        this.sn = sn;
        this.fr = from;
        this.sr = from;
    }

    /** Whether the path ends at the root, neither before it nor beyond. */
    boolean climb(List<TreeHash> path) {
        for (TreeHash sibling : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = MerkleHasher.node(sibling, fr);
                sr = MerkleHasher.node(sibling, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    up();
                }
            } else {
                sr = MerkleHasher.node(sr, sibling);
            }
            up();
        }
        return sn == 0;
    }

    private void up() {
        fn >>>= 1;
        sn >>>= 1;
    }

    TreeHash oldRoot() {
        return fr;
    }

    TreeHash newRoot() {
        return sr;
    }
}
