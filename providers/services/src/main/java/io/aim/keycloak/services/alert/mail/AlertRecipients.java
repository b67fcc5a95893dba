package io.aim.keycloak.services.alert.mail;

import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertMail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who is told of an alert: owner and sponsor of the agent, and the contact of the realm. Each address once. */
record AlertRecipients(KeycloakSession session, RealmModel realm) {

    /** Ids of users, and {@link AlertMail#CONTACT}. */
    List<String> of(Alert alert) {
        List<String> recipients = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        Stream.concat(people(alert), Stream.of(AlertMail.CONTACT))
                .forEach(recipient -> user(recipient)
                        .filter(user -> addresses.add(user.getEmail().toLowerCase(Locale.ROOT)))
                        .ifPresent(user -> recipients.add(recipient)));
        return recipients;
    }

    private Stream<String> people(Alert alert) {
        String agentId = alert.agentId();
        return agentId == null
                ? Stream.empty()
                : session.getProvider(AgentProvider.class).getById(realm, agentId).stream()
                        .flatMap(agent -> Stream.of(
                                Optional.ofNullable(agent.getOwnerId()), Optional.ofNullable(agent.getSponsorId())))
                        .flatMap(Optional::stream);
    }

    /** Somebody who can be written to now. */
    Optional<UserModel> user(String recipient) {
        UserModel user = AlertMail.CONTACT.equals(recipient)
                ? contact(AlertSettings.contact(realm))
                : session.users().getUserById(realm, recipient);
        return Optional.ofNullable(user)
                .filter(found -> found.isEnabled()
                        && !Objects.requireNonNullElse(found.getEmail(), "").isBlank());
    }

    private @Nullable UserModel contact(@Nullable String address) {
        return address == null ? null : new ContactUser(session, realm, address);
    }
}
