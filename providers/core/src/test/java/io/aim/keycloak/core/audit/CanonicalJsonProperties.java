package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aim.keycloak.core.audit.format.AuditEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;

class CanonicalJsonProperties {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long MAX_EXACT = (1L << 53) - 1;

    @Provide
    Arbitrary<ObjectNode> objects() {
        return objectsOf(values(3)).withoutEdgeCases(); // there are more of them than tries
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                AuditEvents.texts().map(TextNode::valueOf),
                Arbitraries.longs().between(-MAX_EXACT, MAX_EXACT).map(LongNode::valueOf),
                Arbitraries.of(BooleanNode.TRUE, BooleanNode.FALSE, NullNode.getInstance()));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<JsonNode> arrays = values(depth - 1).list().ofMaxSize(4).map(items -> new ArrayNode(NODES, items));
        return Arbitraries.oneOf(leaves, arrays, objectsOf(values(depth - 1)).map(object -> object));
    }

    private static Arbitrary<ObjectNode> objectsOf(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(AuditEvents.texts(), values)
                .ofMaxSize(6)
                .map(members -> new ObjectNode(NODES, members));
    }

    @Property(tries = 500)
    void isWhatAnotherImplementationWrites(@ForAll("objects") ObjectNode object) throws IOException {
        assertThat(CanonicalJson.of(object)).isEqualTo(new JsonCanonicalizer(object.toString()).getEncodedString());
    }

    @Property(tries = 200)
    void readsBackAsTheSameValue(@ForAll("objects") ObjectNode object) throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readTree(CanonicalJson.of(object))).isEqualTo(json.readTree(object.toString()));
    }

    @Property(tries = 200)
    void theOrderOfMembersDoesNotMatter(@ForAll("objects") ObjectNode object, @ForAll Random random) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        Collections.shuffle(members, random);
        ObjectNode shuffled = NODES.objectNode();
        members.forEach(member -> shuffled.set(member.getKey(), member.getValue()));

        assertThat(CanonicalJson.of(shuffled)).isEqualTo(CanonicalJson.of(object));
    }
}
