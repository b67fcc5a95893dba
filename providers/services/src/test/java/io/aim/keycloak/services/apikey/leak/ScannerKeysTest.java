package io.aim.keycloak.services.apikey.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScannerKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final ScannerKeys keys = new ScannerKeys();
    private final ObjectNode document = new ObjectMapper().createObjectNode();
    private int fetches;

    private JsonNode fetch() {
        fetches++;
        return document;
    }

    private KeyPair publish(String identifier) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        document.withArray("public_keys")
                .addObject()
                .put("key_identifier", identifier)
                .put(
                        "key",
                        "-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(pair.getPublic().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n");
        return pair;
    }

    private boolean knows(String identifier, Instant now) throws IOException {
        return keys.get(identifier, now, this::fetch).isPresent();
    }

    @Test
    void asksOnceForAKeyThatIsKnown() throws Exception {
        KeyPair pair = publish("a");

        assertThat(keys.get("a", NOW, this::fetch)).contains(pair.getPublic());
        assertThat(knows("a", NOW.plusSeconds(3600))).isTrue();
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void asksAtMostOnceAMinuteForAKeyThatIsNot() throws Exception {
        publish("a");
        assertThat(knows("b", NOW)).isFalse();
        publish("b");
        assertThat(knows("b", NOW.plusSeconds(60))).isFalse();
        assertThat(knows("b", NOW.plusSeconds(61))).isTrue();
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aKeyThatWasWithdrawnEndsWithinAnHour() throws Exception {
        publish("a");
        assertThat(knows("a", NOW)).isTrue();
        document.removeAll();

        assertThat(knows("a", NOW.plusSeconds(3601))).isFalse();
    }

    @Test
    void whatIsNoKeyIsLeftOut() throws Exception {
        document.withArray("public_keys")
                .addObject()
                .put("key_identifier", "bad")
                .put("key", "no key");
        document.withArray("public_keys").add("text");
        publish("a");

        assertThat(knows("bad", NOW)).isFalse();
        assertThat(knows("a", NOW)).isTrue();
    }

    @Test
    void aFailureIsNotRemembered() throws Exception {
        publish("a");
        assertThatThrownBy(() -> keys.get("a", NOW, () -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);

        assertThat(knows("a", NOW)).isTrue();
    }
}
