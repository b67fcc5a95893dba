package io.aim.keycloak.services.bulk;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One of many changes of a request, in a transaction of its own: what fails for one does not undo the others.
 *
 * @param session the request's
 * @param caller who sent the request
 */
public record SeparateChange(KeycloakSession session, AuditActor caller) {

    private static final Logger LOG = Logger.getLogger(SeparateChange.class);

    /**
     * Why one failed.
     *
     * @param error stable code
     * @param message sentence for people
     * @param field the field at fault, if one is
     */
    public record Failure(
            String error, String message, @Nullable String field) {}

    /** The result of {@code change}, or what {@code failed} makes of its failure. */
    public <T> T attempt(String subject, Function<KeycloakSession, T> change, Function<Failure, T> failed) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    inner -> {
                        AuditTrail.actAs(inner, caller);
                        return change.apply(inner);
                    },
                    "aim-separate-change");
        } catch (AimException e) {
            return failed.apply(new Failure(e.code(), String.valueOf(e.getMessage()), e.field()));
        } catch (InvalidInputException e) {
            return failed.apply(new Failure(e.code(), String.valueOf(e.getMessage()), e.field()));
        } catch (ModelDuplicateException e) {
            return failed.apply(
                    new Failure("conflict", "Another request just took the same name, key or address", null));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be changed", subject);
            return failed.apply(
                    new Failure("internal_error", "It could not be changed; the server's log says why", null));
        }
    }
}
