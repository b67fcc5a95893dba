package io.aim.keycloak.core.audit.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is needed of a tree to let it grow: the roots of its maximal perfect subtrees, at most 63 of them (a compact
 * range from 0). Immutable.
 */
public final class Frontier {

    /** The tree without leaves. */
    public static final Frontier EMPTY = new Frontier(0, List.of());

    private static final int MAX_HEIGHT = 62;

    private final long size;
    private final List<TreeHash> hashes;

    private Frontier(long size, List<TreeHash> hashes) {
        this.size = size;
        this.hashes = hashes;
    }

    /**
     * The frontier of a tree.
     *
     * @param size number of leaves
     * @param hashes roots of the maximal perfect subtrees, the largest first
     * @throws IllegalArgumentException for a negative size, and if there is not one hash for each bit of {@code size}
     */
    public static Frontier of(long size, List<TreeHash> hashes) {
        if (size < 0 || hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves does not have " + hashes.size() + " maximal perfect subtrees");
        }
        return new Frontier(size, List.copyOf(hashes));
    }

    /**
     * The opposite of {@link #encode()}.
     *
     * @throws IllegalArgumentException for a negative size, and if the bytes do not fit {@code size}
     */
    public static Frontier decode(long size, byte[] bytes) {
        if (bytes.length != TreeHash.LENGTH * Long.bitCount(size)) {
            throw new IllegalArgumentException(bytes.length + " bytes are not the frontier of " + size + " leaves");
        }
        List<TreeHash> hashes = new ArrayList<>();
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
            byte[] hash = new byte[TreeHash.LENGTH];
            rest.get(hash);
            hashes.add(new TreeHash(hash));
        }
        return of(size, hashes);
    }

    /** The hashes one after the other, 32 bytes each; their number follows from {@link #size()}. */
    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(TreeHash.LENGTH * hashes.size());
        for (TreeHash hash : hashes) {
            bytes.put(hash.bytes());
        }
        return bytes.array();
    }

    /** With one more leaf. */
    public Frontier append(TreeHash leaf) {
        return append(leaf, SubtreeListener.NONE);
    }

    /**
     * With one more leaf.
     *
     * @param leaf hash of the leaf
     * @param listener is told every perfect subtree that the leaf completes
     */
    public Frontier append(TreeHash leaf, SubtreeListener listener) {
        return grow(0, leaf, listener);
    }

    /**
     * With the leaves of a perfect subtree of which only the root is known.
     *
     * @throws IllegalArgumentException if a subtree of that height cannot begin at {@link #size()}
     */
    public Frontier appendSubtree(int height, TreeHash hash) {
        if (!fits(height)) {
            throw new IllegalArgumentException("no subtree of height " + height + " begins at leaf " + size);
        }
        return grow(height, hash, SubtreeListener.NONE);
    }

    /** Whether a perfect subtree of that height can begin at {@link #size()}. */
    public boolean fits(int height) {
        return height >= 0
                && height <= MAX_HEIGHT
                && Long.numberOfTrailingZeros(size) >= height
                && size <= Long.MAX_VALUE - (1L << height);
    }

    private Frontier grow(int height, TreeHash hash, SubtreeListener listener) {
        long grown = Math.addExact(size, 1L << height);
        List<TreeHash> roots = new ArrayList<>(hashes);
        TreeHash root = hash;
        for (int h = height; (size >>> h & 1) == 1; h++) {
            root = MerkleHasher.node(roots.remove(roots.size() - 1), root);
            listener.completed(h + 1, size >>> (h + 1), root);
        }
        roots.add(root);
        return new Frontier(grown, List.copyOf(roots));
    }

    /** Root of the whole tree. */
    public TreeHash root() {
        if (hashes.isEmpty()) {
            return MerkleHasher.EMPTY;
        }
        TreeHash root = hashes.get(hashes.size() - 1);
        for (int i = hashes.size() - 2; i >= 0; i--) {
            root = MerkleHasher.node(hashes.get(i), root);
        }
        return root;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Roots of the maximal perfect subtrees, the largest first; unmodifiable. */
    public List<TreeHash> hashes() {
        return hashes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frontier frontier && size == frontier.size && hashes.equals(frontier.hashes);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + hashes.hashCode();
    }

    @Override
    public String toString() {
        return "Frontier[" + size + " leaves, root " + root() + "]";
    }
}
