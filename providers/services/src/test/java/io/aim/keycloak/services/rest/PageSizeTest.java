package io.aim.keycloak.services.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageSizeTest {

    @Test
    void aPageHasFromOneTo500Items() {
        assertThat(PageSize.of("1")).isEqualTo(1);
        assertThat(PageSize.of("500")).isEqualTo(500);
        for (String size : List.of("0", "-1", "501", "2147483648", "1.5", "1e2", "ten", "", " 1", "0x10")) {
            InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> PageSize.of(size));

            assertThat(refusal).describedAs(size).isNotNull();
            assertThat(refusal.field()).isEqualTo("max");
            assertThat(refusal.code()).isEqualTo("invalid_number");
        }
    }
}
