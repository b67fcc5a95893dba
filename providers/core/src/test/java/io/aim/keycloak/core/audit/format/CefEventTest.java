package io.aim.keycloak.core.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CefEventTest {

    private static final Pattern LINE =
            Pattern.compile("CEF:0(?:\\|(?:[^|\\\\]|\\\\[|\\\\])*){6}\\|(.*)", Pattern.DOTALL);

    /** A key begins the extension or follows a blank, and its equals sign is not escaped. */
    private static final Pattern PAIR =
            Pattern.compile("(?:^| )([A-Za-z0-9]+)=((?:[^\\\\=]|\\\\[\\\\=nr])*)(?=\\z| [A-Za-z0-9]+=)");

    @Provide
    Arbitrary<AuditEvent> events() {
        return AuditEvents.any();
    }

    @Test
    void anEventIsOneLine() {
        AuditEvent event = AuditEvents.refusal().detail("a", "x=1").build();

        assertThat(CefEvent.of(7L, event))
                .isEqualTo("CEF:0|AIM|AIM for Keycloak|" + Product.VERSION
                        + "|agent.token.refused|An agent was refused a token|6|rt=1772600767080 externalId="
                        + event.id()
                        + " cat=authentication outcome=denied reason=assertion_expired suid=agent-1 suser=invoice-bot"
                        + " flexString1=agent flexString1Label=actorKind c6a2=2001:db8::7 c6a2Label=Source IPv6 Address"
                        + " requestClientApplication=agent/1.0 cs1=acme cs1Label=realm"
                        + " cs2=kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k cs2Label=keyThumbprint"
                        + " cs3=jti-1 cs3Label=correlationId cs5={\"a\":\"x\\=1\"} cs5Label=details"
                        + " cn1=7 cn1Label=seq cfp1=0.500 cfp1Label=trustScore");
    }

    @Test
    void theHeaderEscapesPipesAndBackslashes() {
        AuditEvent event = new AuditEvent(
                "id-1",
                "acme",
                AuditEvents.TIME,
                AuditCategory.DECISION,
                "a|b\\c\nd",
                AuditActor.ANONYMOUS,
                null,
                null,
                AuditResult.FAILURE,
                null,
                null,
                "192.0.2.7",
                null,
                null,
                null,
                new TreeMap<>());

        assertThat(CefEvent.of(null, event))
                .startsWith("CEF:0|AIM|AIM for Keycloak|" + Product.VERSION + "|a\\|b\\\\c d|a\\|b\\\\c d|8|rt=")
                .contains(" src=192.0.2.7 ");
    }

    @Property
    void noTextOfTheEventBreaksTheLineOrAddsAKey(@ForAll("events") AuditEvent event) {
        String line = CefEvent.of(1L, event);
        Matcher parts = LINE.matcher(line);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(parts.matches()).isTrue();
        Map<String, String> pairs = pairs(parts.group(1));
        assertThat(pairs.get("suser")).isEqualTo(event.actor().name());
        assertThat(pairs.get("suid")).isEqualTo(event.actor().id());
        assertThat(pairs.get("reason")).isEqualTo(event.reason());
        assertThat(pairs.get("requestClientApplication")).isEqualTo(event.userAgent());
        assertThat(pairs.get("cs1")).isEqualTo(event.realmId());
        assertThat(pairs.get("cs3")).isEqualTo(event.correlationId());
        assertThat(pairs.get("cs4")).isEqualTo(event.onBehalfOf());
        assertThat(pairs).containsEntry("cfp1Label", event.trustScore() == null ? null : "trustScore");
    }

    private static Map<String, String> pairs(String extension) {
        Map<String, String> pairs = new HashMap<>();
        pairs.put("cfp1Label", null);
        int end = 0;
        for (Matcher pair = PAIR.matcher(extension); pair.find(); end = pair.end()) {
            assertThat(pair.start()).as("nothing stands between two pairs").isEqualTo(end);
            pairs.put(pair.group(1), plain(pair.group(2)));
        }
        assertThat(end).isEqualTo(extension.length());
        return pairs;
    }

    private static String plain(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                char escaped = value.charAt(++i);
                c = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped;
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
