package io.aim.keycloak.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import org.hibernate.UnresolvableObjectException;
import org.keycloak.models.ModelException;

/** Locks rows until the transaction ends. */
public final class RowLock {

    private RowLock() {}

    /**
     * Waits for the row's lock and reads it anew; false if somebody removed it meanwhile. Hibernate says so in an exception
     * of its own, which Keycloak's entity manager wraps.
     */
    public static boolean take(EntityManager em, Object entity) {
        try {
            em.refresh(entity, LockModeType.PESSIMISTIC_WRITE);
            return true;
        } catch (EntityNotFoundException removed) {
            return false;
        } catch (ModelException e) {
            if (e.getCause() instanceof UnresolvableObjectException) {
                return false;
            }
            throw e;
        }
    }
}
