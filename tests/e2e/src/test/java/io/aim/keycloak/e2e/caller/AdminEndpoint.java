package io.aim.keycloak.e2e.caller;

/** An endpoint of the Admin REST: each feature has an enum of its own. */
public interface AdminEndpoint {

    /** A request that succeeds for whoever may make it. */
    AdminRequest request();

    /** Whether it is about something that may not exist. */
    default boolean hasId() {
        return request().path().contains("{");
    }
}
