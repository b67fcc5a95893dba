package io.aim.keycloak.core.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeHashTest {

    @Test
    void cannotBeChangedFromOutside() {
        byte[] bytes = new byte[32];
        TreeHash hash = new TreeHash(bytes);
        bytes[0] = 1;
        hash.bytes()[0] = 1;

        assertThat(hash).isEqualTo(new TreeHash(new byte[32])).hasSameHashCodeAs(new TreeHash(new byte[32]));
    }

    @Test
    void isWrittenInBase64() {
        String text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

        assertThat(MerkleHasher.EMPTY).hasToString(text);
        assertThat(TreeHash.fromBase64(text)).isEqualTo(MerkleHasher.EMPTY);
    }

    @Test
    void otherSpellingsAreRefused() {
        for (String text : List.of(
                "",
                "47DE",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")) {
            assertThatThrownBy(() -> TreeHash.fromBase64(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
