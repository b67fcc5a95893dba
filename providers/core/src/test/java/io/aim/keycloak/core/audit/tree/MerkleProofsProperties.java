package io.aim.keycloak.core.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MerkleProofsProperties {

    private static final int SMALL = 40;

    @Provide
    Arbitrary<ReferenceTree> trees() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(8)
                .map(MerkleHasher::leaf)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300)
                .map(ReferenceTree::new);
    }

    /** A tree whose leaves all differ. */
    private static ReferenceTree numbered(int size) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleHasher.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return new ReferenceTree(leaves);
    }

    @Property(tries = 300)
    void inclusionProofsAreThoseOfTheRfcAndVerify(
            @ForAll("trees") ReferenceTree tree, @ForAll @IntRange(max = 299) int any) {
        int size = tree.leaves().size();
        int index = any % size;
        List<TreeHash> proof = MerkleProofs.inclusion(index, size, tree);

        assertThat(proof).isEqualTo(tree.path(index));
        assertThat(MerkleProofs.verifyInclusion(index, size, tree.leaves().get(index), proof, tree.root()))
                .isTrue();
    }

    @Property(tries = 500)
    void inclusionProofsWithOneFlippedBitFail(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(max = 299) int anyIndex,
            @ForAll @IntRange(max = 1_000_000) int place) {
        ReferenceTree tree = numbered(size);
        int index = anyIndex % size;
        List<TreeHash> all = new ArrayList<>(MerkleProofs.inclusion(index, size, tree));
        all.add(tree.leaves().get(index));
        all.add(tree.root());
        all.set(place % all.size(), flipped(all.get(place % all.size()), place / all.size() % 256));

        int nodes = all.size() - 2;
        assertThat(MerkleProofs.verifyInclusion(index, size, all.get(nodes), all.subList(0, nodes), all.get(nodes + 1)))
                .isFalse();
    }

    @Example
    void inclusionProofsHoldForNoOtherIndexAndNoOtherLength() {
        for (int size = 1; size <= SMALL; size++) {
            ReferenceTree tree = numbered(SMALL).prefix(size);
            for (int index = 0; index < size; index++) {
                List<TreeHash> proof = MerkleProofs.inclusion(index, size, tree);
                TreeHash leaf = tree.leaves().get(index);
                for (int other = 0; other <= size; other++) {
                    assertThat(MerkleProofs.verifyInclusion(other, size, leaf, proof, tree.root()))
                            .isEqualTo(other == index);
                }
                assertThat(MerkleProofs.verifyInclusion(index, size, leaf, longer(proof), tree.root()))
                        .isFalse();
                if (!proof.isEmpty()) {
                    assertThat(MerkleProofs.verifyInclusion(
                                    index, size, leaf, proof.subList(1, proof.size()), tree.root()))
                            .isFalse();
                }
            }
        }
    }

    /** A proof does not fix the size by itself: the root that a checkpoint signs together with the size does. */
    @Example
    void inclusionProofsFailAgainstTheRootOfAnotherSize() {
        ReferenceTree tree = numbered(SMALL);
        for (int size = 1; size <= SMALL; size++) {
            for (int other = 1; other <= SMALL; other++) {
                int index = Math.min(size, other) - 1;
                List<TreeHash> proof = MerkleProofs.inclusion(index, size, tree);
                assertThat(MerkleProofs.verifyInclusion(
                                index,
                                other,
                                tree.leaves().get(index),
                                proof,
                                tree.prefix(other).root()))
                        .isEqualTo(size == other);
            }
        }
    }

    @Example
    void consistencyProofsOfAllPairsAreThoseOfTheRfcAndVerify() {
        ReferenceTree tree = numbered(SMALL);
        for (int second = 1; second <= SMALL; second++) {
            ReferenceTree whole = tree.prefix(second);
            for (int first = 1; first <= second; first++) {
                List<TreeHash> proof = MerkleProofs.consistency(first, second, whole);
                TreeHash firstRoot = tree.prefix(first).root();

                assertThat(proof).isEqualTo(whole.proof(first));
                assertThat(MerkleProofs.verifyConsistency(first, second, firstRoot, whole.root(), proof))
                        .isTrue();
                assertThat(MerkleProofs.verifyConsistency(first, second, firstRoot, whole.root(), longer(proof)))
                        .isFalse();
                for (int bit = 0; bit < proof.size() * 256; bit += 37) {
                    List<TreeHash> wrong = new ArrayList<>(proof);
                    wrong.set(bit / 256, flipped(wrong.get(bit / 256), bit % 256));
                    assertThat(MerkleProofs.verifyConsistency(first, second, firstRoot, whole.root(), wrong))
                            .isFalse();
                }
                for (int other = 1; other <= SMALL; other++) {
                    TreeHash otherRoot = tree.prefix(other).root();
                    assertThat(MerkleProofs.verifyConsistency(other, second, otherRoot, whole.root(), proof))
                            .isEqualTo(other == first);
                    assertThat(MerkleProofs.verifyConsistency(first, other, firstRoot, otherRoot, proof))
                            .isEqualTo(other == second);
                }
            }
        }
    }

    @Property(tries = 200)
    void anotherHistoryIsNotConsistent(
            @ForAll @IntRange(min = 2, max = 300) int second, @ForAll @IntRange(max = 1_000_000) int any) {
        ReferenceTree tree = numbered(second);
        int first = 1 + any % (second - 1);
        List<TreeHash> rewritten = new ArrayList<>(tree.leaves().subList(0, first));
        rewritten.set(any % first, MerkleHasher.leaf("rewritten".getBytes(StandardCharsets.UTF_8)));

        assertThat(MerkleProofs.verifyConsistency(
                        first,
                        second,
                        new ReferenceTree(rewritten).root(),
                        tree.root(),
                        MerkleProofs.consistency(first, second, tree)))
                .isFalse();
    }

    @Example
    void theEmptyTreeIsAPrefixOfAllTrees() {
        ReferenceTree tree = numbered(5);
        TreeHash empty = MerkleHasher.EMPTY;

        assertThat(MerkleProofs.consistency(0, 5, tree)).isEmpty();
        assertThat(MerkleProofs.verifyConsistency(0, 5, empty, tree.root(), List.of()))
                .isTrue();
        assertThat(MerkleProofs.verifyConsistency(0, 0, empty, empty, List.of()))
                .isTrue();
        assertThat(MerkleProofs.verifyConsistency(0, 5, tree.root(), tree.root(), List.of()))
                .isFalse();
        assertThat(MerkleProofs.verifyConsistency(0, 5, empty, tree.root(), List.of(empty)))
                .isFalse();
    }

    @Example
    void argumentsThatMakeNoSenseAreRefused() {
        ReferenceTree tree = numbered(5);
        TreeHash root = tree.root();

        assertThatThrownBy(() -> MerkleProofs.inclusion(5, 5, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.inclusion(-1, 5, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.consistency(6, 5, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.consistency(-1, 5, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.verifyInclusion(-1, 5, root, List.of(), root))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.verifyConsistency(0, -1, root, root, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<TreeHash> longer(List<TreeHash> proof) {
        List<TreeHash> longer = new ArrayList<>(proof);
        longer.add(MerkleHasher.EMPTY);
        return longer;
    }

    private static TreeHash flipped(TreeHash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return new TreeHash(bytes);
    }
}
