package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.format.AuditEvents;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SyslogMessageProperties {

    /** The grammar of RFC 5424 §6, as far as these messages use it. */
    private static final Pattern MESSAGE = Pattern.compile(
            "<(10[4-9]|11[01])>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ([!-~]{1,255}) ([!-~]{1,48})"
                    + " ([!-~]{1,128}) ([!-~]{1,32}) \\[aim@32473((?: [a-z]+=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")+)\\]"
                    + " \ufeff(.*)",
            Pattern.DOTALL);

    private static final Pattern REALM = Pattern.compile(" realm=\"((?:[^\"\\\\\\]]|\\\\.)*)\"", Pattern.DOTALL);

    @Provide
    Arbitrary<AuditEvent> events() {
        return AuditEvents.any();
    }

    @Provide
    Arbitrary<String> texts() {
        return AuditEvents.texts();
    }

    @Property
    void everyMessageFollowsTheGrammarAndKeepsItsText(
            @ForAll("events") AuditEvent event, @ForAll("texts") String host, @ForAll("texts") String text) {
        String encoded =
                new String(SyslogMessage.of(1L, event, host, host, text).encoded(), StandardCharsets.UTF_8);
        Matcher message = MESSAGE.matcher(encoded);

        assertThat(message.matches()).as(encoded).isTrue();
        assertThat(message.group(5)).isEqualTo(event.action());
        assertThat(message.group(7)).isEqualTo(text);
        Matcher realm = REALM.matcher(message.group(6));
        assertThat(realm.find()).isTrue();
        assertThat(realm.group(1).replaceAll("\\\\([\"\\\\\\]])", "$1")).isEqualTo(event.realmId());
    }
}
