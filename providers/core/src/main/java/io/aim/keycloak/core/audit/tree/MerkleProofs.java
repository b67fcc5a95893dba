package io.aim.keycloak.core.audit.tree;

import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs (RFC 9162 §2.1.3 and §2.1.4), made and verified. */
public final class MerkleProofs {

    private MerkleProofs() {}

    /**
     * Proof that a leaf is in the tree of the first {@code size} leaves (RFC 9162 §2.1.3.1), lowest node first.
     *
     * @throws IllegalArgumentException unless {@code 0 <= index < size}
     */
    public static List<TreeHash> inclusion(long index, long size, SubtreeHashes subtrees) {
        require(index >= 0 && index < size, "leaf " + index + " is not in a tree of " + size + " leaves");
        List<TreeHash> proof = new ArrayList<>();
        addPath(index, 0, size, subtrees, proof);
        return List.copyOf(proof);
    }

    /** PATH(index, D[start : start + size]); {@code index} counts from {@code start}. */
    private static void addPath(long index, long start, long size, SubtreeHashes subtrees, List<TreeHash> proof) {
        if (size == 1) {
            return;
        }
        long left = leftLeaves(size);
        if (index < left) {
            addPath(index, start, left, subtrees, proof);
            proof.add(root(start + left, size - left, subtrees));
        } else {
            addPath(index - left, start + left, size - left, subtrees, proof);
            proof.add(root(start, left, subtrees));
        }
    }

    /**
     * Proof that the tree of the first {@code first} leaves is a prefix of the tree of {@code second} (RFC 9162
     * §2.1.4.1). It is empty for equal sizes and for {@code first} 0, of which every tree is a continuation.
     *
     * @throws IllegalArgumentException unless {@code 0 <= first <= second}
     */
    public static List<TreeHash> consistency(long first, long second, SubtreeHashes subtrees) {
        require(first >= 0 && first <= second, "a tree of " + first + " leaves is no prefix of one of " + second);
        List<TreeHash> proof = new ArrayList<>();
        if (first > 0) {
            addSubproof(first, 0, second, true, subtrees, proof);
        }
        return List.copyOf(proof);
    }

    /** SUBPROOF(first, D[start : start + size], known); {@code known} says that the verifier has the first root. */
    private static void addSubproof(
            long first, long start, long size, boolean known, SubtreeHashes subtrees, List<TreeHash> proof) {
        if (first == size) {
            if (!known) {
                proof.add(root(start, size, subtrees));
            }
            return;
        }
        long left = leftLeaves(size);
        if (first <= left) {
            addSubproof(first, start, left, known, subtrees, proof);
            proof.add(root(start + left, size - left, subtrees));
        } else {
            addSubproof(first - left, start + left, size - left, false, subtrees, proof);
            proof.add(root(start, left, subtrees));
        }
    }

    /** MTH(D[start : start + size]); the splits of the RFC begin every part at a multiple of its rounded-up size. */
    private static TreeHash root(long start, long size, SubtreeHashes subtrees) {
        if (Long.bitCount(size) == 1) {
            int height = Long.numberOfTrailingZeros(size);
            return subtrees.hash(height, start >>> height);
        }
        long left = leftLeaves(size);
        return MerkleHasher.node(root(start, left, subtrees), root(start + left, size - left, subtrees));
    }

    /** The largest power of two smaller than {@code size}. */
    private static long leftLeaves(long size) {
        return Long.highestOneBit(size - 1);
    }

    /**
     * Verifies an inclusion proof (RFC 9162 §2.1.3.2). False for a leaf outside the tree too.
     *
     * @throws IllegalArgumentException if {@code index} or {@code size} is negative
     */
    public static boolean verifyInclusion(
            long index, long size, TreeHash leafHash, List<TreeHash> proof, TreeHash root) {
        require(index >= 0 && size >= 0, "indices and sizes are not negative");
        if (index >= size) {
            return false;
        }
        ProofWalk walk = new ProofWalk(index, size - 1, leafHash);
        return walk.climb(proof) && walk.newRoot().equals(root);
    }

    /**
     * Verifies a consistency proof (RFC 9162 §2.1.4.2). Equal sizes need an empty proof and equal roots; size 0 needs an
     * empty proof and the root of the empty tree.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public static boolean verifyConsistency(
            long first, long second, TreeHash firstRoot, TreeHash secondRoot, List<TreeHash> proof) {
        require(first >= 0 && second >= 0, "sizes are not negative");
        if (first > second) {
            return false;
        }
        if (first == second || first == 0) {
            return proof.isEmpty()
                    && (first != 0 || firstRoot.equals(MerkleHasher.EMPTY))
                    && (first != second || firstRoot.equals(secondRoot));
        }
        List<TreeHash> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        int shared = Long.numberOfTrailingZeros(first); // low bits of first - 1 that are set
        ProofWalk walk = new ProofWalk((first - 1) >>> shared, (second - 1) >>> shared, path.get(0));
        return walk.climb(path.subList(1, path.size()))
                && walk.oldRoot().equals(firstRoot)
                && walk.newRoot().equals(secondRoot);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
