/** What is shared by requests that change many things at once. It knows no feature. */
@NullMarked
package io.aim.keycloak.services.bulk;

import org.jspecify.annotations.NullMarked;
