package io.aim.keycloak.core.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an action that policies judge.
 *
 * @param at when
 * @param address where it comes from, or null
 * @param granted whether a grant of the agent covers it
 * @param declared whether the agent declared the capability
 * @param actionsInLastHour actions of the agent within the hour before, this one not counted; exact only up to what
 *     the policies ask for
 * @param bytesInLastHour bytes that the agent moved within the hour before, those of this action included
 */
public record ActionFacts(
        Instant at,
        @Nullable String address,
        boolean granted,
        boolean declared,
        long actionsInLastHour,
        long bytesInLastHour) {}
