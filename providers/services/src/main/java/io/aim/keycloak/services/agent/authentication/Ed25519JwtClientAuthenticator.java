package io.aim.keycloak.services.agent.authentication;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.assertion.AssertionVerdict;
import io.aim.keycloak.core.assertion.AssertionVerdict.Accepted;
import io.aim.keycloak.core.assertion.AssertionVerdict.Refused;
import io.aim.keycloak.core.assertion.AssertionVerifier;
import io.aim.keycloak.core.assertion.ClientAssertion;
import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.services.agent.AgentEventDetails;
import io.aim.keycloak.services.agent.AgentFinding;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.services.key.Ed25519Verifiers;
import io.aim.keycloak.services.key.RealmAssertionSettings;
import io.aim.keycloak.services.key.SingleUseGuard;
import io.aim.keycloak.services.rest.ratelimit.RateLimit;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.authenticators.client.AbstractClientAuthenticator;
import org.keycloak.authentication.authenticators.client.ClientAuthUtil;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Authenticates agents by {@code private_key_jwt} (RFC 7523, rfc7523bis) with Ed25519. The rules are in
 * {@link AssertionVerifier}; this class finds the agent and speaks Keycloak.
 *
 * <p>It belongs at the front of the client-authentication flow and leaves every request alone that does not concern an
 * agent.
 */
public final class Ed25519JwtClientAuthenticator extends AbstractClientAuthenticator {

    /** Provider id; the value of {@code clientAuthenticatorType} on the clients of agents. */
    public static final String PROVIDER_ID = "agent-ed25519-jwt";

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        context.attempted();
        AssertionRequest request = AssertionRequest.of(context.getHttpRequest());
        String clientId = request.clientId();
        if (clientId == null) {
            return;
        }
        ClientModel client = find(context, clientId);
        if (client == null) {
            refuseUnknownClient(context, request);
        } else if (PROVIDER_ID.equals(client.getClientAuthenticatorType()) && !client.isPublicClient()) {
            authenticate(context, request, client);
        }
    }

    /** No client has an id that is no look-up key. */
    private static @Nullable ClientModel find(ClientAuthenticationFlowContext context, String clientId) {
        return AgentRules.isLookupKey(clientId)
                ? context.getSession().clients().getClientByClientId(context.getRealm(), clientId)
                : null;
    }

    private void authenticate(ClientAuthenticationFlowContext context, AssertionRequest request, ClientModel client) {
        context.getEvent().client(client);
        context.setClient(client);
        CachedAgent agent = context.getSession()
                .getProvider(AgentSnapshotProvider.class)
                .get(context.getRealm(), client.getId())
                .orElse(null);
        describe(context.getEvent(), request.assertion(), agent);
        RefusalReason fault = requestFault(request, client);
        ClientAssertion assertion = request.assertion();
        if (fault != null || assertion == null) {
            refuse(context, fault == null ? RefusalReason.ASSERTION_MALFORMED : fault);
            return;
        }
        AssertionVerdict verdict = verify(context, assertion, client, agent);
        if (verdict instanceof Refused refused) {
            context.getEvent().detail(AgentEventDetails.KEY_THUMBPRINT, refused.thumbprint());
            refuse(context, refused.reason());
        } else if (verdict instanceof Accepted accepted) {
            accept(context, client, accepted);
        }
    }

    private static @Nullable RefusalReason requestFault(AssertionRequest request, ClientModel client) {
        if (request.text() == null) {
            return RefusalReason.ASSERTION_MISSING;
        }
        if (request.tooLarge()) {
            return RefusalReason.REQUEST_TOO_LARGE;
        }
        if (!OAuth2Constants.CLIENT_ASSERTION_TYPE_JWT.equals(request.type())) {
            return RefusalReason.ASSERTION_TYPE_INVALID;
        }
        String parameter = request.clientIdParameter();
        return parameter == null || parameter.equals(client.getClientId()) ? null : RefusalReason.CLIENT_ID_MISMATCH;
    }

    private static AssertionVerdict verify(
            ClientAuthenticationFlowContext context,
            ClientAssertion assertion,
            @Nullable ClientModel client,
            @Nullable CachedAgent agent) {
        KeycloakSession session = context.getSession();
        return Verifier.INSTANCE.verify(
                assertion,
                agent == null ? null : agent.credentials(),
                RealmAssertionSettings.policy(
                        session,
                        context.getRealm(),
                        agent != null && agent.snapshot().legacyAudienceAllowed()),
                Time.currentTimeMillis(),
                client == null
                        ? (jti, lifespan) -> false
                        : new SingleUseGuard(session, "assertion", context.getRealm(), client.getId()));
    }

    /** An assertion that can only come from an agent ends here, after the same work as a wrong signature. */
    private static void refuseUnknownClient(ClientAuthenticationFlowContext context, AssertionRequest request) {
        ClientAssertion assertion = request.assertion();
        if (assertion == null || !request.selfIssued()) {
            return;
        }
        AssertionVerdict verdict = verify(context, assertion, null, null);
        if (verdict instanceof Refused refused && refused.reason() == RefusalReason.UNKNOWN_AGENT) {
            describe(context.getEvent(), assertion, null);
            context.getEvent().detail(AgentEventDetails.REASON_CODE, RefusalReason.UNKNOWN_AGENT.code());
            throw new UnknownClientException();
        }
    }

    private static void describe(EventBuilder event, @Nullable ClientAssertion assertion, @Nullable CachedAgent agent) {
        if (agent != null) {
            event.detail(AgentEventDetails.AGENT_ID, agent.snapshot().agentId())
                    .detail(AgentEventDetails.AGENT_NAME, agent.snapshot().name());
        }
        if (assertion != null) {
            event.detail(
                            Details.CLIENT_ASSERTION_ID,
                            printable(assertion.claims().jti()))
                    .detail(
                            Details.CLIENT_ASSERTION_ISSUER,
                            printable(assertion.claims().iss()))
                    .detail(
                            Details.CLIENT_ASSERTION_SUB,
                            printable(assertion.claims().sub()));
        }
    }

    /** Attackers choose these values: bounded and on one line. */
    private static @Nullable String printable(@Nullable String value) {
        return value == null
                ? null
                : value.substring(0, Math.min(value.length(), 128)).replaceAll("\\p{Cntrl}", "?");
    }

    private static void refuse(ClientAuthenticationFlowContext context, RefusalReason reason) {
        if (!reason.disclosed()) {
            lookUpNobody(context);
        }
        refuse(
                context,
                reason,
                ClientAuthUtil.errorResponse(
                        Response.Status.UNAUTHORIZED.getStatusCode(),
                        OAuthErrorException.INVALID_CLIENT,
                        reason.description()));
    }

    private static void refuse(ClientAuthenticationFlowContext context, RefusalReason reason, Response response) {
        context.getEvent()
                .detail(AgentEventDetails.REASON_CODE, reason.code())
                .detail(Details.REASON, reason.disclosed() ? reason.description() : reason.code());
        context.failure(AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS, response);
    }

    private static Response tooMany(int seconds) {
        Response response = ClientAuthUtil.errorResponse(
                Response.Status.TOO_MANY_REQUESTS.getStatusCode(),
                OAuthErrorException.TEMPORARILY_UNAVAILABLE,
                RefusalReason.RATE_LIMITED.description());
        return Response.fromResponse(response)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    /**
     * Costs what an unknown client id costs: Keycloak's cache holds known ids only, so that those go to the database. The
     * time of an answer must not tell whether the agent exists.
     */
    private static void lookUpNobody(ClientAuthenticationFlowContext context) {
        context.getSession()
                .clients()
                .getClientByClientId(context.getRealm(), "nobody-" + KeycloakModelUtils.generateId());
    }

    /** Counted only now: a stranger cannot use up what the agent may. */
    private static void accept(ClientAuthenticationFlowContext context, ClientModel client, Accepted accepted) {
        context.getEvent().detail(AgentEventDetails.KEY_THUMBPRINT, accepted.thumbprint());
        OptionalInt wait = context.getSession()
                .getProvider(RateLimitProvider.class)
                .exceeded(context.getRealm(), RateLimit.AGENT_TOKENS, client.getId());
        if (wait.isPresent()) {
            refuse(context, RefusalReason.RATE_LIMITED, tooMany(wait.getAsInt()));
            return;
        }
        if (accepted.legacyAudience()) {
            context.getEvent().detail(AgentEventDetails.FINDING, AgentFinding.LEGACY_AUDIENCE_USED.code());
        }
        context.success();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Agent: signed JWT with Ed25519";
    }

    @Override
    public String getHelpText() {
        return "Authenticates AI agents by client assertions signed with the Ed25519 key that is registered for the agent.";
    }

    @Override
    public boolean supportsClientAssertion() {
        return true;
    }

    @Override
    public Set<String> getProtocolAuthenticatorMethods(String loginProtocol) {
        // private_key_jwt belongs to Keycloak's own authenticator here: dynamic client registration picks by this
        // method
        return Set.of();
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public AuthenticationExecutionModel.Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES.clone();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public List<ProviderConfigProperty> getConfigPropertiesPerClient() {
        return List.of();
    }

    @Override
    public Map<String, Object> getAdapterConfiguration(KeycloakSession session, ClientModel client) {
        return Map.of("method", OIDCLoginProtocol.PRIVATE_KEY_JWT, "algorithm", "Ed25519");
    }

    private static final class Verifier {
        static final AssertionVerifier INSTANCE = new AssertionVerifier(Ed25519Verifiers.current());
    }
}
