package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.core.alert.FailureWindow;
import io.aim.keycloak.spi.alert.AlertProgress;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;

/** Progress of the rules in one realm, in Keycloak's database. */
final class JpaAlertProgress implements AlertProgress {

    private final EntityManager em;
    private final String realmId;

    JpaAlertProgress(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    @Override
    public OptionalLong begin() {
        List<AimAlertCursorEntity> mine = lock();
        if (mine.isEmpty()) {
            em.createNamedQuery("AimAlertCursor.create")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
            mine = lock();
        }
        return mine.stream().mapToLong(AimAlertCursorEntity::getNext).findFirst();
    }

    /** Empty if there is none, or somebody else has it. */
    private List<AimAlertCursorEntity> lock() {
        return em.createNamedQuery("AimAlertCursor.get", AimAlertCursorEntity.class)
                .setParameter("realmId", realmId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
    }

    @Override
    public void moveTo(long next) {
        em.find(AimAlertCursorEntity.class, realmId).setNext(next);
    }

    @Override
    public Map<String, FailureWindow> windows(Set<String> subjects) {
        Map<String, FailureWindow> windows = new HashMap<>();
        if (!subjects.isEmpty()) {
            em.createNamedQuery("AimAlertWindow.get", Object[].class)
                    .setParameter("realmId", realmId)
                    .setParameter("subjects", subjects)
                    .getResultList()
                    .forEach(row -> windows.put((String) row[0], AimAlertWindowEntity.window((String) row[1])));
        }
        return windows;
    }

    @Override
    public void remember(Map<String, FailureWindow> windows) {
        new TreeMap<>(windows)
                .forEach((subject, window) -> window.last()
                        .ifPresent(last -> em.createNamedQuery("AimAlertWindow.set")
                                .setParameter("realmId", realmId)
                                .setParameter("subject", subject)
                                .setParameter("times", AimAlertWindowEntity.text(window))
                                .setParameter("lastAt", last.toEpochMilli())
                                .executeUpdate()));
    }

    @Override
    public void forget(Instant before) {
        em.createNamedQuery("AimAlertWindow.forget")
                .setParameter("realmId", realmId)
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
    }
}
