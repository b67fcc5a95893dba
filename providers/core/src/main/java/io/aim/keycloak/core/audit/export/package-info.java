/**
 * The verifiable export of the audit trail: NDJSON, one JSON object a line, UTF-8. Entries cover the leaves 0 to
 * {@code size} of the Merkle tree in order and without gaps. Hashes are base64 (RFC 4648 §4) of 32 bytes.
 *
 * <ul>
 *   <li>An event: <code>{"seq":17,"hash":"…","event":{…},"actorPersonal":{…},"targetPersonal":{…}}</code>. {@code hash}
 *       is SHA-256(0x00 ‖ canonical JSON (RFC 8785) of {@code event}), {@code event} is {@code SealedEvent.toJson()},
 *       the personal data are {@code PersonalData.toJson()} and absent where there are none or they are erased.
 *   <li>A leaf whose event is not in the export, because it was removed or filtered out: <code>{"seq":18,"hash":"…"}
 *       </code>.
 *   <li>A leaf whose row is there but no event any more: <code>{"seq":18,"hash":"…","absent":"unreadable","reason":"…"}
 *       </code>.
 *   <li>An event without a leaf, which somebody put there past the server: <code>{"unproven":{…}}</code>.
 *   <li>A perfect subtree outside the exported range: <code>{"subtree":{"height":4,"index":2,"hash":"…"}}</code> stands
 *       for the leaves {@code index << height} to {@code (index + 1) << height} exclusive.
 *   <li>After a leaf that completes 256 leaves: <code>{"block":0,"hash":"…"}</code>, the root of the perfect subtree of
 *       height 8 with that index. It adds no leaf; it says where damage is.
 * </ul>
 */
@NullMarked
package io.aim.keycloak.core.audit.export;

import org.jspecify.annotations.NullMarked;
