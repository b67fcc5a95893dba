package io.aim.keycloak.core.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FrontierProperties {

    @Provide
    Arbitrary<List<TreeHash>> leaves() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(8)
                .map(MerkleHasher::leaf)
                .list()
                .ofMaxSize(300);
    }

    private record Subtree(int height, long index) {}

    @Property(tries = 200)
    void rootIsThatOfTheRecursiveDefinition(@ForAll("leaves") List<TreeHash> leaves) {
        Frontier frontier = grown(leaves);

        assertThat(frontier.size()).isEqualTo(leaves.size());
        assertThat(frontier.root()).isEqualTo(new ReferenceTree(leaves).root());
    }

    @Property(tries = 100)
    void everyPerfectSubtreeIsToldOnce(@ForAll("leaves") List<TreeHash> leaves) {
        Map<Subtree, TreeHash> told = new HashMap<>();
        Frontier frontier = Frontier.EMPTY;
        for (TreeHash leaf : leaves) {
            frontier = frontier.append(
                    leaf,
                    (height, index, hash) -> assertThat(told.put(new Subtree(height, index), hash))
                            .isNull());
        }

        ReferenceTree tree = new ReferenceTree(leaves);
        Map<Subtree, TreeHash> expected = new HashMap<>();
        for (int height = 1; 1 << height <= leaves.size(); height++) {
            for (int index = 0; (index + 1) << height <= leaves.size(); index++) {
                expected.put(new Subtree(height, index), tree.hash(height, index));
            }
        }
        assertThat(told).isEqualTo(expected);
    }

    @Property(tries = 100)
    void survivesTheDatabase(@ForAll("leaves") List<TreeHash> leaves) {
        Frontier frontier = grown(leaves);

        assertThat(Frontier.decode(frontier.size(), frontier.encode())).isEqualTo(frontier);
        assertThat(Frontier.of(frontier.size(), frontier.hashes())).isEqualTo(frontier);
    }

    @Property(tries = 100)
    void subtreesStandForTheirLeaves(@ForAll("leaves") List<TreeHash> leaves) {
        ReferenceTree tree = new ReferenceTree(leaves);
        Frontier frontier = Frontier.EMPTY;
        while (frontier.size() < leaves.size()) {
            int height = 0;
            while (frontier.fits(height + 1) && frontier.size() + (2L << height) <= leaves.size()) {
                height++;
            }
            frontier = frontier.appendSubtree(height, tree.hash(height, frontier.size() >> height));
        }

        assertThat(frontier).isEqualTo(grown(leaves));
    }

    @Example
    void whatDoesNotFitIsRefused() {
        TreeHash hash = MerkleHasher.EMPTY;
        List<TreeHash> two = new ArrayList<>(List.of(hash, hash));

        assertThatThrownBy(() -> Frontier.of(4, two)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(-1, two)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.decode(3, new byte[63])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(3, two).appendSubtree(1, hash))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.EMPTY.appendSubtree(63, hash)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.EMPTY.appendSubtree(-1, hash)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Frontier grown(List<TreeHash> leaves) {
        Frontier frontier = Frontier.EMPTY;
        for (TreeHash leaf : leaves) {
            frontier = frontier.append(leaf);
        }
        return frontier;
    }
}
