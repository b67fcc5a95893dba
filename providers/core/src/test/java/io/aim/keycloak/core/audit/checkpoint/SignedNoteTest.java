package io.aim.keycloak.core.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.key.TestKeyPair;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vectors of Go's golang.org/x/mod/sumdb/note. */
class SignedNoteTest {

    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final NoteKey PETER =
            NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final String PETER_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PETER_LINE = "\u2014 PeterNeumann "
            + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final NoteKey ENOCH =
            NoteKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
    private static final String ENOCH_LINE = "\u2014 EnochRoot "
            + "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    @Test
    void theWellKnownNoteVerifies() throws Exception {
        SignedNote note = SignedNote.parse(TEXT + "\n" + PETER_LINE + ENOCH_LINE);

        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.verify(List.of(ENOCH, PETER))).containsExactly(PETER, ENOCH);
        assertThat(note.verify(List.of(ENOCH))).containsExactly(ENOCH);
        assertThat(note.verify(List.of())).isEmpty();
        assertThat(note).hasToString(TEXT + "\n" + PETER_LINE + ENOCH_LINE);
    }

    @Test
    void signingGivesTheWellKnownSignature() throws Exception {
        SignedNote note = SignedNote.sign(TEXT, new PrivateKeyNoteSigner(PETER, privateKey(PETER_SEED)));

        assertThat(note).hasToString(TEXT + "\n" + PETER_LINE);
    }

    @Test
    void aChangedTextIsFound() {
        SignedNote note = SignedNote.parse(TEXT.replace("know", "knew") + "\n" + PETER_LINE);

        assertThatThrownBy(() -> note.verify(List.of(PETER)))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("PeterNeumann");
    }

    @Test
    void aWrongSignatureBesideARightOneIsAnError() {
        String wrong = ENOCH_LINE.replace("eBzmZa0S", "eBzmZa0T");
        SignedNote note = SignedNote.parse(TEXT + "\n" + PETER_LINE + wrong);

        assertThatThrownBy(() -> note.verify(List.of(PETER, ENOCH))).isInstanceOf(SignatureException.class);
    }

    @Test
    void anotherKeyOfTheSameNameIsAnUnknownKey() throws Exception {
        NoteKey other = new NoteKey("PeterNeumann", TestKeyPair.generate().publicKey());

        assertThat(SignedNote.parse(TEXT + "\n" + PETER_LINE).verify(List.of(other)))
                .isEmpty();
    }

    @Test
    void aSignatureCountsOnceHoweverOftenItStandsThere() throws Exception {
        assertThat(SignedNote.parse(TEXT + "\n" + PETER_LINE + PETER_LINE).verify(List.of(PETER)))
                .containsExactly(PETER);
    }

    @Test
    void theTextMayHaveEmptyLines() throws Exception {
        NoteSigner signer = new PrivateKeyNoteSigner(PETER, privateKey(PETER_SEED));
        SignedNote note = SignedNote.sign("a\n\nb\n", signer);

        assertThat(SignedNote.parse(note.toString())).isEqualTo(note);
        assertThat(note.verify(List.of(PETER))).containsExactly(PETER);
    }

    @Test
    void whatIsNoSignedNoteIsRefused() {
        for (String note : List.of(
                "",
                TEXT,
                TEXT + "\n",
                "\n" + PETER_LINE,
                TEXT + PETER_LINE,
                TEXT + "\n" + PETER_LINE.strip(),
                TEXT + "\n" + PETER_LINE + "\n",
                TEXT + "\n" + PETER_LINE + "x\n",
                TEXT + "\n" + PETER_LINE.replace('\u2014', '-'),
                TEXT + "\n" + PETER_LINE.replace("Neumann", " Neumann"),
                TEXT + "\n" + PETER_LINE.replace("Neumann", "+Neumann"),
                TEXT + "\n" + PETER_LINE.replace("=", ""),
                TEXT + "\n\u2014 PeterNeumann x08gow==\n",
                "a\tb\n\n" + PETER_LINE,
                "a\r\n\n" + PETER_LINE,
                "a\ud800\n\n" + PETER_LINE,
                TEXT + "\n" + String.join("", Collections.nCopies(101, PETER_LINE)))) {
            assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysAreWrittenAsTheyAreRead() {
        assertThat(PETER).hasToString("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(ENOCH.id()).isEqualTo("af0cfe78");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
                "PeterNeumann+c74f20a3+",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void whatIsNoVerifierKeyIsRefused(String text) {
        assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PrivateKey privateKey(String typedSeed) throws GeneralSecurityException {
        byte[] typed = Base64.getDecoder().decode(typedSeed);
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(
                        new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOfRange(typed, 1, typed.length)));
    }
}
