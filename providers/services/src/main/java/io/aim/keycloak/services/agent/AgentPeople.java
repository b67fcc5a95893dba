package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.agent.AgentModel;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The people who answer for agents. */
public record AgentPeople(KeycloakSession session, RealmModel realm) {

    /**
     * A person of the realm, by id or username.
     *
     * @throws InvalidInputException naming the field if there is none
     */
    UserModel require(String field, @Nullable String idOrUsername) {
        return new UserLookup(session, realm).requirePerson(field, idOrUsername);
    }

    /** Whether that is an enabled user of the realm. */
    public boolean isThere(@Nullable String userId) {
        return new UserLookup(session, realm).isThere(userId);
    }

    /**
     * Both people are there.
     *
     * @throws AimException 409 naming the one who is not
     */
    void requireBoth(AgentModel agent) {
        for (AgentPerson person : AgentPerson.values()) {
            if (!isThere(of(agent, person))) {
                throw AimException.conflict(
                        person.code() + "_missing",
                        "The agent needs a " + person.code() + " who is an enabled user",
                        person.code());
            }
        }
    }

    /** Id of the agent's owner or sponsor, or null. */
    static @Nullable String of(AgentModel agent, AgentPerson person) {
        return switch (person) {
            case OWNER -> agent.getOwnerId();
            case SPONSOR -> agent.getSponsorId();
        };
    }

    /** Gives the agent that owner or sponsor. */
    public static void set(AgentModel agent, AgentPerson person, String userId) {
        switch (person) {
            case OWNER -> agent.setOwnerId(userId);
            case SPONSOR -> {
                agent.setSponsorId(userId);
                agent.setSponsorMissingSince(null);
            }
        }
        agent.endTransfer(person);
    }
}
