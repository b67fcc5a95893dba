package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of RFC 8785 that apply, and what has no canonical form here. */
class CanonicalJsonTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void stringsOfTheRfc() throws JsonProcessingException {
        assertThat(canonical("""
                {"string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/"}""")).isEqualTo("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void literalsOfTheRfc() throws JsonProcessingException {
        assertThat(canonical("{ \"literals\": [ null, true, false ] }")).isEqualTo("{\"literals\":[null,true,false]}");
    }

    @Test
    void membersOfTheRfcAreSortedByUtf16CodeUnits() throws JsonProcessingException {
        JsonNode sorted = new ObjectMapper().readTree(canonical("""
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }"""));

        assertThat(sorted)
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
    }

    @Test
    void membersAreSortedAtEveryDepth() throws JsonProcessingException {
        assertThat(canonical("{\"b\": {\"y\": 1, \"x\": [{\"d\": 1, \"c\": 2}]}, \"a\": {}, \"\": [], \"aa\": \"\"}"))
                .isEqualTo("{\"\":[],\"a\":{},\"aa\":\"\",\"b\":{\"x\":[{\"c\":2,\"d\":1}],\"y\":1}}");
    }

    @Test
    void everyControlCharacterHasItsOneEscape() {
        for (char c = 0; c < ' '; c++) {
            String expected = switch (c) {
                case '\b' -> "\\b";
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\f' -> "\\f";
                case '\r' -> "\\r";
                default -> "\\u00" + (c < 16 ? "0" : "1") + "0123456789abcdef".charAt(c % 16);
            };
            assertThat(CanonicalJson.of(TextNode.valueOf(String.valueOf(c)))).isEqualTo("\"" + expected + "\"");
        }
    }

    @Test
    void nothingElseIsEscaped() {
        String plain = "/<>&'\u007f\u0080\u2028\u2029\ufeff\uffff\ud83d\ude00\udbff\udfff";

        assertThat(CanonicalJson.of(TextNode.valueOf(plain))).isEqualTo("\"" + plain + "\"");
    }

    @Test
    void keysAreEscapedLikeTexts() {
        assertThat(CanonicalJson.of(NODES.objectNode().put("a\"\n", 1))).isEqualTo("{\"a\\\"\\n\":1}");
    }

    @Test
    void wholeNumbersThatEveryReaderKeeps() throws JsonProcessingException {
        assertThat(canonical("[0, -0, 1, -1, 9007199254740991, -9007199254740991]"))
                .isEqualTo("[0,0,1,-1,9007199254740991,-9007199254740991]");
        assertThat(CanonicalJson.of(NODES.numberNode(BigInteger.TEN))).isEqualTo("10");
    }

    @Test
    void otherNumbersAreRefused() {
        for (JsonNode number : List.of(
                LongNode.valueOf(9_007_199_254_740_992L),
                LongNode.valueOf(-9_007_199_254_740_992L),
                LongNode.valueOf(Long.MAX_VALUE),
                LongNode.valueOf(Long.MIN_VALUE),
                NODES.numberNode(BigInteger.TWO.pow(64)),
                NODES.numberNode(BigInteger.TWO.pow(64).negate()),
                DoubleNode.valueOf(0.5),
                DoubleNode.valueOf(1.0),
                DoubleNode.valueOf(Double.NaN),
                DoubleNode.valueOf(Double.POSITIVE_INFINITY),
                DecimalNode.valueOf(new BigDecimal("0.5")))) {
            assertRefused(number);
            assertRefused(NODES.arrayNode().add(number));
            assertRefused(NODES.objectNode().set("n", number));
        }
    }

    @Test
    void loneSurrogatesAreRefused() {
        for (String text : List.of(
                "\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00")) {
            assertRefused(TextNode.valueOf(text));
            assertRefused(NODES.objectNode().put(text, "as a key"));
        }
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertRefused(MissingNode.getInstance());
        assertRefused(BinaryNode.valueOf(new byte[] {1}));
        assertRefused(NODES.pojoNode("text"));
    }

    private static void assertRefused(JsonNode node) {
        assertThatIllegalArgumentException().describedAs(node.toString()).isThrownBy(() -> CanonicalJson.of(node));
    }

    private static String canonical(String json) throws JsonProcessingException {
        return CanonicalJson.of(new ObjectMapper().readTree(json));
    }
}
