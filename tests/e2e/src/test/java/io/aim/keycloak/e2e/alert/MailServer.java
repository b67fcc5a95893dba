package io.aim.keycloak.e2e.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.TestRealm;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real e-mail server, and what it got. */
record MailServer(GreenMail server) implements AutoCloseable {

    static MailServer start() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new MailServer(server);
    }

    /** A port where nobody listens. */
    static final int NOBODY = 1;

    int port() {
        return server.getSmtp().getPort();
    }

    /** Lets a realm send by the e-mail server at that port. */
    static void use(TestRealm realm, int port) {
        ObjectNode settings =
                Json.object().put("internationalizationEnabled", true).put("defaultLocale", "en");
        settings.putArray("supportedLocales").add("en").add("de");
        settings.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", String.valueOf(port))
                .put("from", "keycloak@example.com");
        realm.admin().put(realm.adminPath(""), settings).expect(204);
    }

    List<MimeMessage> to(String address) {
        return Stream.of(server.getReceivedMessages())
                .filter(message -> addresses(message).contains(address))
                .toList();
    }

    private static List<String> addresses(MimeMessage message) {
        try {
            return Stream.of(message.getAllRecipients()).map(Object::toString).toList();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bodies of a message, after their type. */
    static List<String> bodies(Part part) {
        try {
            List<String> bodies = new ArrayList<>();
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    bodies.addAll(bodies(parts.getBodyPart(i)));
                }
            } else {
                bodies.add(part.getContentType().split(";", 2)[0] + " " + part.getContent());
            }
            return bodies;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
